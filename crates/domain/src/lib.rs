//! The law of community corrections (社区矫正) as pure functions.
//!
//! Facts, a calendar and a moment come in; status, conditions, clocks, discrepancies, permissions and refusals come out. Each
//! answer names its rule, and each rule stands in the [`rulebook`] with its article, so that a legal officer can read this
//! crate beside the statute.
//!
//! What is deliberately not here: input and output, reading a clock, randomness, databases, HTTP. "Now" is always a parameter.
//!
//! Abbreviations of instruments, as in the rulebook: CCL 社区矫正法, IM 社区矫正法实施办法, CL 刑法, CPL 刑事诉讼法,
//! INT21 最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释, OP26 司发通〔2026〕8号, OP23 司发通〔2023〕24号, TEO14
//! 暂予监外执行规定, PO11 法发〔2011〕9号, PL26 监狱法（2026年修订）.
//!
//! Where to begin: [`case_file`] for what follows from a case, [`period`] and [`term`] for how the law counts time,
//! [`rulebook`] for the rules, [`actor`] for who may do what.

#![warn(missing_docs)]

pub mod actor;
pub mod calendar;
pub mod case_file;
pub mod clock;
pub mod code;
pub mod identity;
pub mod ids;
pub mod masks;
pub mod organization;
pub mod period;
pub mod phone;
pub mod refusal;
pub mod rulebook;
pub mod sentence;
pub mod supervisee;
pub mod term;
pub mod text;
pub mod time;
