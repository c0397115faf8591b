// A server on this machine that speaks chat completions and lets RATE requests a second pass, by a bucket of as many tokens; 429 beyond.
// node limited.mjs RATE RETRY_AFTER_SECONDS(0: none) LATENCY_MS; prints its port. GET /counts: what each model got, then from zero.
import http from 'node:http';

const [rate, retryAfter, latency] = process.argv.slice(2).map(Number);
let tokens = rate, filled = performance.now(), counts = {};

http.createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify(counts) + '\n');
    counts = {};
    return;
  }
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    const model = JSON.parse(Buffer.concat(parts).toString()).model;
    const now = performance.now();
    tokens = Math.min(rate, tokens + (now - filled) / 1000 * rate);
    filled = now;
    const allowed = tokens >= 1;
    if (allowed) tokens--;
    const count = counts[model] ??= { answered: 0, refused: 0 };
    count[allowed ? 'answered' : 'refused']++;
    setTimeout(() => {
      response.writeHead(allowed ? 200 : 429, { 'content-type': 'application/json', ...(allowed || !retryAfter ? {} : { 'retry-after': String(retryAfter) }) });
      response.end(JSON.stringify(allowed
        ? { id: 'c', object: 'chat.completion', model, choices: [{ index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' }], usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10 } }
        : { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } }));
    }, latency);
  });
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
