// A model on loopback that speaks OpenAI's chat completions: node mock.mjs MILLISECONDS
//
// It answers "... ANSWER: x" with x, and with WRONG where the number at the end of x is a multiple of ten, MILLISECONDS after the
// request was read. The first line that it prints is its port. It keeps the time of its own from the head of a request to the end of the
// answer, and how often each x was asked. GET /stats gives what it saw since the last GET /reset; it ends with its standard input.
import http from 'node:http';

const wait = Number(process.argv[2]);
let seen;
const reset = () => { seen = { latencies: [], asked: new Map(), underWay: 0, peak: 0, first: 0, last: 0 }; };
reset();

const stats = () => {
  const sorted = Float64Array.from(seen.latencies).sort();
  const at = share => (sorted.length ? sorted[Math.floor((sorted.length - 1) * share)] : null);
  let [twice, most] = [0, 0];
  for (const times of seen.asked.values()) {
    twice += times - 1;
    most = Math.max(most, times);
  }
  return {
    requests: seen.latencies.length, items: seen.asked.size, twice, most, peak: seen.peak, under_way: seen.underWay,
    asking_s: (seen.last - seen.first) / 1000, p50_ms: at(0.5), p99_ms: at(0.99),
  };
};

const answer = (response, body, arrived, to) => {
  const asked = JSON.parse(body);
  const code = /ANSWER: (\S+)/.exec(asked.messages.at(-1).content)?.[1] ?? 'none';
  const number = Number(/\d+$/.exec(code)?.[0] ?? 1);
  to.asked.set(code, (to.asked.get(code) ?? 0) + 1);
  const reply = () => {
    const text = JSON.stringify({
      id: `chatcmpl-${code}`, object: 'chat.completion', created: 1767225600, model: asked.model,
      choices: [{ index: 0, message: { role: 'assistant', content: number % 10 === 0 ? 'WRONG' : code }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 20, completion_tokens: 2, total_tokens: 22 },
    });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
    to.underWay--;
    to.last = performance.now();
    to.latencies.push(to.last - arrived);
  };
  if (wait > 0) setTimeout(reply, wait);
  else reply();
};

const server = http.createServer((request, response) => {
  if (request.url === '/stats') {
    response.end(JSON.stringify(stats()) + '\n');
    return;
  }
  if (request.url === '/reset') {
    reset();
    response.end('\n');
    return;
  }
  const [to, arrived] = [seen, performance.now()];
  to.first ||= arrived;
  to.peak = Math.max(to.peak, ++to.underWay);
  let body = '';
  request.setEncoding('utf8').on('data', part => { body += part; }).on('end', () => answer(response, body, arrived, to));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit()).resume();
