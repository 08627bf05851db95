-- What wrk sends: -- TOKEN get|page|register|hello [ids or first number]
local check = { "1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2" }
local weights = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 }
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

-- The identity number of the nth invented person: region and sequence are counted up.
local function id_number(nth)
  local digits = string.format("43%04d19850703%03d", math.floor(nth / 1000) % 10000, nth % 1000)
  local sum = 0
  for place = 1, 17 do
    sum = sum + weights[place] * tonumber(digits:sub(place, place))
  end
  return digits .. check[sum % 11 + 1]
end

local function registration(nth, office)
  return string.format([[{"name":"张三丰","id_number":"%s","category":"probation","organization_id":"%s","phone":"13900001234",]]
    .. [["residence_address":"湖南省常德市武陵区启明某社区37组61号","offence":"交通肇事罪","original_sentence":"有期徒刑3年，缓刑4年",]]
    .. [["deciding_organ":"常德市武陵区人民法院","judgment_number":"（2026）湘0702刑初%d号","decided_on":"2026-10-08",]]
    .. [["effective_on":"2026-10-19","supervision_starts_on":"2026-10-19","supervision_ends_on":"2030-10-18",]]
    .. [["documents_received_on":"2026-10-20","reported_on":"2026-10-23"}]], id_number(nth), office, nth)
end

function init(args)
  local token, what, detail, first = args[1], args[2], args[3], tonumber(args[4] or "0")
  local headers = { ["Authorization"] = "Bearer " .. token }
  if what == "hello" then
    local hello = wrk.format("GET", "/healthz")
    request = function() return hello end
  elseif what == "page" then
    local page = wrk.format("GET", "/api/v1/supervisees?limit=50", headers)
    request = function() return page end
  elseif what == "get" then
    local gets = {}
    for id in io.lines(detail) do
      gets[#gets + 1] = wrk.format("GET", "/api/v1/supervisees/" .. id, headers)
    end
    local next = number * 7919
    request = function()
      next = next + 1
      return gets[next % #gets + 1]
    end
  else
    headers["Content-Type"] = "application/json"
    local nth = first + number * 500000
    request = function()
      nth = nth + 1
      return wrk.format("POST", "/api/v1/supervisees", headers, registration(nth, detail))
    end
  end
end
