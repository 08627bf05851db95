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
//! 暂予监外执行规定, PO11 法发〔2011〕9号, PL26 监狱法（2026年修订）, PSAPL 治安管理处罚法（2025年修订）, SEAL22
//! 关于未成年人犯罪记录封存的实施办法, EEL 出境入境管理法, ARR 档案法实施条例, CP16 法释〔2016〕23号.
//!
//! Where to begin: [`case_file`] for what follows from a case, [`period`] and [`term`] for how the law counts time,
//! [`rulebook`] for the rules, [`judgement`] for questions that need no case, [`actor`] for who may do what.

#![warn(missing_docs)]

pub mod absence;
pub mod actor;
pub mod archive;
pub mod assessment;
pub mod boundary;
pub mod calendar;
pub mod case_file;
pub mod clock;
pub mod code;
pub mod commutation;
pub mod defaults;
pub mod expiry;
pub mod identity;
pub mod ids;
pub mod judgement;
pub mod leave;
pub mod masks;
pub mod medical_interval;
pub mod minor;
pub mod organization;
pub mod paper;
pub mod period;
pub mod phone;
pub mod positioning;
pub mod proceedings;
pub mod prohibition;
pub mod records;
pub mod refusal;
pub mod revocation;
pub mod rulebook;
pub mod sanction;
pub mod sentence;
pub mod supervisee;
pub mod tenure;
pub mod term;
pub mod text;
pub mod time;
pub mod transfer;
