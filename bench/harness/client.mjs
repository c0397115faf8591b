// The least that can ask: node client.mjs PORT REQUESTS AT_ONCE; prints requests a second and the
// median time of one in milliseconds. It grades nothing and keeps nothing.
import http from 'node:http';

const [port, requests, atOnce] = process.argv.slice(2).map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
const times = [];
let sent = 0;
const start = performance.now();

const ask = () => {
  if (sent === requests) return;
  const body = JSON.stringify({
    model: 'gpt-4o-mini', temperature: 0,
    messages: [{ role: 'user', content: `What is the code of item ${++sent}? ANSWER: code${sent}` }],
  });
  const sentAt = performance.now();
  http.request({
    agent, port, host: '127.0.0.1', method: 'POST', path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
  }, response => {
    let text = '';
    response.setEncoding('utf8').on('data', part => { text += part; }).on('end', () => {
      JSON.parse(text);
      const now = performance.now();
      if (times.push(now - sentAt) === requests) {
        console.log((requests / ((now - start) / 1000)).toFixed(0), times.sort((a, b) => a - b)[requests >> 1].toFixed(2));
        process.exit();
      }
      ask();
    });
  }).on('error', problem => { console.error(`bench: ${problem.message}`); process.exit(3); }).end(body);
};
for (let i = 0; i < atOnce; i++) ask();
