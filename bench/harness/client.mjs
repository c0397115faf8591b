// The least that can ask: node client.mjs PORT REQUESTS AT_ONCE; prints requests a second. It grades nothing and keeps nothing.
import http from 'node:http';

const [port, requests, atOnce] = process.argv.slice(2).map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
let [sent, done] = [0, 0];
const start = performance.now();

const ask = () => {
  if (sent === requests) return;
  const body = JSON.stringify({
    model: 'gpt-4o-mini', temperature: 0,
    messages: [{ role: 'user', content: `What is the code of item ${++sent}? ANSWER: code${sent}` }],
  });
  http.request({
    agent, port, host: '127.0.0.1', method: 'POST', path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  }, response => {
    let text = '';
    response.setEncoding('utf8').on('data', part => { text += part; }).on('end', () => {
      JSON.parse(text);
      if (++done === requests) {
        console.log((requests / ((performance.now() - start) / 1000)).toFixed(0));
        process.exit();
      }
      ask();
    });
  }).on('error', problem => { console.error(`bench: ${problem.message}`); process.exit(3); }).end(body);
};
for (let i = 0; i < atOnce; i++) ask();
