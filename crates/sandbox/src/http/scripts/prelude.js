// What a script finds around it, made of the two ways out that it is given.
(function (print, send, activity) {
  const say = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return String(value);
    try {
      return JSON.stringify(value) ?? String(value);
    } catch {
      return String(value);
    }
  };
  globalThis.console = {};
  for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
    globalThis.console[level] = (...values) => print(values.map(say).join(' '));
  }
  globalThis.activity = JSON.parse(activity);
  globalThis.fetch = (url, options = {}) => {
    const headers = Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]);
    const body = options.body === undefined || options.body === null ? null : String(options.body);
    const method = String(options.method ?? 'GET').toUpperCase();
    const answer = JSON.parse(send(JSON.stringify({ url: String(url), method, headers, body })));
    if (answer.failed) throw new TypeError(answer.failed);
    const names = new Map(answer.headers);
    return {
      ok: answer.status >= 200 && answer.status < 300,
      status: answer.status,
      headers: { get: (name) => names.get(String(name).toLowerCase()) ?? null, has: (name) => names.has(String(name).toLowerCase()) },
      text: () => answer.body,
      json: () => JSON.parse(answer.body),
    };
  };
})
