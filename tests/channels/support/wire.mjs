// What an answering platform reads of a request: its fields and files, whatever they came as.
export function body_of(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

function multipart(body, boundary) {
  const mark = Buffer.from(`--${boundary}`);
  const fields = {};
  const files = {};
  let at = body.indexOf(mark) + mark.length;
  for (let next = body.indexOf(mark, at); next > 0; at = next + mark.length, next = body.indexOf(mark, at)) {
    const part = body.subarray(at + 2, next - 2); // without the line ends around it
    const gap = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, gap).toString();
    const [, name] = /name="([^"]+)"/.exec(head);
    if (/filename="/.test(head)) files[name] = part.subarray(gap + 4);
    else fields[name] = part.subarray(gap + 4).toString();
  }
  return { fields, files };
}

// In a form every object is a JSON string and every number a text.
function typed(fields) {
  const out = {};
  for (const [name, value] of Object.entries(fields)) {
    const structured = /^[[{]/.test(value) && ['media', 'reply_markup', 'reply_parameters'].includes(name);
    if (structured) out[name] = JSON.parse(value);
    else if (['chat_id', 'message_id', 'message_thread_id'].includes(name) && /^-?\d+$/.test(value)) out[name] = Number(value);
    else out[name] = value === 'true' ? true : value;
  }
  return out;
}

export function read_fields(request, body) {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return { fields: JSON.parse(body.toString() || '{}'), files: {} };
  if (type.startsWith('multipart/form-data')) {
    const { fields, files } = multipart(body, /boundary="?([^";]+)/.exec(type)[1]);
    return { fields: typed(fields), files };
  }
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { fields: Object.fromEntries(new URLSearchParams(body.toString())), files: {} };
  return { fields: {}, files: {} };
}
