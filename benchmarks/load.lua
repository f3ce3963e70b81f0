-- Sends the requests of a plan one after the other, on all connections, and prints what came back as one line of JSON.
-- A plan: head.txt (up to Content-Length), template.txt with {1} {2} … and {nonce}, rows.tsv with the values by request.

local folder, first, run = os.getenv('PLAN'), tonumber(os.getenv('FIRST')), os.getenv('RUN')
local head, pieces, rows, number

local function read(name)
  local file = assert(io.open(folder .. '/' .. name, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

local function split(template)
  local found, at = {}, 1
  for from, name, to in template:gmatch('(){(%w+)}()') do
    found[#found + 1] = template:sub(at, from - 1)
    found[#found + 1] = name == 'nonce' and 'nonce' or tonumber(name)
    at = to
  end
  found[#found + 1] = template:sub(at)
  return found
end

local function fields(row)
  local found = {}
  for value in (row .. '\t'):gmatch('(.-)\t') do found[#found + 1] = value end
  return found
end

function init()
  head, pieces, rows, number = split(read('head.txt')), split(read('template.txt')), {}, first
  for row in read('rows.tsv'):gmatch('[^\n]+') do rows[#rows + 1] = row end
  if #rows == 0 then rows = {''} end
end

local function filled(template, row)
  local parts = {}
  for i, piece in ipairs(template) do
    if i % 2 == 1 then parts[i] = piece
    elseif piece == 'nonce' then parts[i] = run .. number
    else parts[i] = row[piece] end
  end
  return table.concat(parts)
end

function request()
  local row = fields(rows[number % #rows + 1])
  local top, body = filled(head, row), filled(pieces, row)
  number = number + 1
  if body == '' then return top .. '\r\n\r\n' end
  return top .. '\r\nContent-Length: ' .. #body .. '\r\n\r\n' .. body
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    '{"requests": %d, "us": %d, "bytes": %d, "failed": %d, "p50": %d, "p99": %d}',
    summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
