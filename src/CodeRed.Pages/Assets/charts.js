// Draws every chart of the page from the option beside it. Colours are CSS variables, so light and dark need no redrawing.
(() => {
  'use strict';
  const font = getComputedStyle(document.body).fontFamily;
  const minus = v => String(v).replace('-', '\u2212');
  const raised = v => String(v).replace(/-/g, '\u207b').replace(/\d/g, d => '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079'[d]);
  const clean = v => Number(v.toPrecision(10));
  const formatters = new Map([
    ['signed', v => (v > 0 ? '+' : '') + minus(clean(v).toLocaleString('en-US'))],
    ['count', v => clean(v).toLocaleString('en-US')],
    ['power', v => v >= 0 && v < 4 ? (10 ** v).toLocaleString('en-US') : '10' + raised(clean(v))],
  ]);
  const charts = [];
  for (const element of document.querySelectorAll('[data-chart]')) {
    const option = JSON.parse(
      element.parentElement.querySelector('script').textContent,
      (key, value) => key === 'formatter' && formatters.get(value) || value);
    option.textStyle = { fontFamily: font };
    element.style.height = element.dataset.height + 'px';
    element.hidden = false;
    const chart = echarts.init(element, null, { renderer: 'svg' });
    chart.setOption(option);
    new ResizeObserver(() => chart.resize()).observe(element);
    charts.push(chart);
  }
  // A sheet of paper is narrower than most windows.
  addEventListener('beforeprint', () => charts.forEach(c => c.resize({ width: Math.min(c.getWidth(), 640) })));
  addEventListener('afterprint', () => charts.forEach(c => c.resize()));
})();
