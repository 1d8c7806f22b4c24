// An API whose answers the test chooses, in place of the network; and a clock that runs fast, for what waits between tries.
const network = window.fetch;
const timer = window.setTimeout;
const now = Date.now;
const setItem = Storage.prototype.setItem;
const FASTER = 100;

let answers = {};
let asked = 0;
/** The paths that were read since `replace`. */
let reads = new Set();
/** What was written since then: "DELETE /path". */
let writes = new Set();
/** What was set to happen later. */
const timers = [];
/** How often everything that waits was given up. */
let generation = 0;
/** What happens to the answers of one path, or of one way to it: "DELETE /path". */
let struck = { path: undefined, fault: '', times: 0 };

const answer = ({ status = 200, kind = 'application/json', body }) =>
  new Response(body, { status, headers: { 'content-type': kind } });

const later = (wait) => new Promise((done) => timer.call(window, done, wait));

/** An answer that comes in pieces; `cut` breaks off after the first of them. */
const pieces = (text, cut) => {
  const bytes = new TextEncoder().encode(text);
  const half = Math.ceil(bytes.length / 2);
  const body = new ReadableStream({
    async start(stream) {
      stream.enqueue(bytes.slice(0, half));
      await later(1);
      if (cut) return stream.error(new TypeError('cut'));
      stream.enqueue(bytes.slice(half));
      stream.close();
    },
  });
  return answer({ body });
};

/** The same with what nobody knows, and nothing of what one does. */
const emptied = (value) => {
  if (Array.isArray(value)) return value.map(emptied);
  if (value === null || typeof value !== 'object') return null;
  return Object.fromEntries(Object.keys(value).map((key) => [key, null]).concat([['unknown_field', { deep: [7] }]]));
};

/** The same with another type in the place of each. */
const mistyped = (value) => {
  if (Array.isArray(value)) return value.map(mistyped);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mistyped(inner)]));
  }
  return typeof value === 'string' ? { not: 'a text' } : 'not a number';
};

/** The same with everything in it twice. */
const doubled = (value) => {
  if (Array.isArray(value)) return [...value, ...value];
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, Array.isArray(inner) ? doubled(inner) : inner]));
};

const faults = {
  expired: (good) => (struck.times === 1 ? answer({ status: 401, body: '{}' }) : good),
  'not allowed': () => answer({ status: 403, body: '{"message": "No."}' }),
  'not found': () => answer({ status: 404, body: '{}' }),
  conflict: () => answer({ status: 409, body: '{"message": "Busy."}' }),
  invalid: () => answer({ status: 422, body: '{"detail": {"name": "Too short."}}' }),
  'too many': () => new Response('{}', { status: 429, headers: { 'retry-after': '7200' } }),
  'an error as HTML': () => answer({ status: 500, kind: 'text/html', body: '<html><script>window.hostile = 1</script>' }),
  'an empty 502': () => answer({ status: 502, body: '' }),
  // A listener would be forgotten with the request.
  hang: async (_, __, signal) => {
    while (!signal.aborted) await later(5);
    throw signal.reason;
  },
  cut: (_, text) => pieces(text, true),
  truncated: (_, text) => answer({ body: text.slice(0, -1) }),
  'wrong types': (_, text) => answer({ body: JSON.stringify(mistyped(JSON.parse(text))) }),
  'nulls and unknowns': (_, text) => answer({ body: JSON.stringify(emptied(JSON.parse(text))) }),
  trickle: (_, text) => pieces(text, false),
  doubled: (_, text) => answer({ body: JSON.stringify(doubled(JSON.parse(text))) }),
  'out of order': async (good) => later(20).then(() => good),
  'clock off': (good) => good,
  'storage full': (good) => good,
};

/** What can go wrong with an answer. */
export const faultNames = () => Object.keys(faults).join('\n');

/** From here on, that happens to the answers of this path. */
export function strike(path, fault) {
  struck = { path, fault, times: 0 };
  Date.now = fault === 'clock off' ? () => now() + 86_400_000 : now;
  Storage.prototype.setItem = fault === 'storage full' ? () => { throw new DOMException('full', 'QuotaExceededError'); } : setItem;
}

/** How often what was to happen did. */
export const strokes = () => struck.times;

/** The paths that were read, in their order. */
export const readPaths = () => [...reads].join('\n');

/** What was written, in its order. */
export const writtenPaths = () => [...writes].join('\n');

async function answered(path, method, signal) {
  const asked = generation;
  const good = reply(path, method);
  const below = path.replace('/api', '');
  if (path.startsWith('/api/')) (method === 'GET' ? reads : writes).add(method === 'GET' ? below : `${method} ${below}`);
  if (below !== struck.path && `${method} ${below}` !== struck.path) return good;
  struck.times += 1;
  const bad = await faults[struck.fault](good, await good.clone().text(), signal);
  return asked === generation ? bad : new Promise(() => {});
}

function reply(path, method) {
  if (path === '/config.json') return answer({ body: '{"api": "/api", "auth": "/auth"}' });
  if (path.startsWith('/auth/')) return answer({ body: '{"access_token": "token", "expires_in": 900}' });
  asked += 1;
  const below = path.replace('/api', '');
  const told = answers.good[`${method} ${below}`];
  if (told !== undefined) return answer(told);
  return answer(answers.good[below] === undefined ? answers.rest : { body: JSON.stringify(answers.good[below]) });
}

/**
 * From here on, `good` has the bodies of those paths that are answered well, and under "POST /path" and the like how that
 * is answered; all others are answered with `rest`.
 */
export function replace(good, rest) {
  answers = { good: JSON.parse(good), rest: JSON.parse(rest) };
  reads = new Set();
  writes = new Set();
  window.fetch = (request, options) => {
    const { pathname } = new URL(request.url ?? request, location.href);
    const method = options?.method ?? request.method ?? 'GET';
    const isOurs = ['/api/', '/auth/', '/config.json'].some((start) => pathname.startsWith(start));
    return isOurs ? answered(pathname, method, options?.signal ?? request.signal) : network.call(window, request, options);
  };
  // Nobody waits for what hangs as long as in life.
  const faster = () => (struck.fault === 'hang' ? FASTER * 3 : FASTER);
  window.setTimeout = (call, wait, ...given) => {
    const handle = timer.call(window, call, (wait ?? 0) / faster(), ...given);
    timers.push(handle);
    return handle;
  };
}

/** What still waits, waits for ever: who asked for it is about to go. */
export function quiet() {
  generation += 1;
  for (const handle of timers.splice(0)) clearTimeout(handle);
}

/** Brings the network and the time back. */
export function restore() {
  window.fetch = network;
  window.setTimeout = timer;
  strike(undefined, '');
}

/** How often the API was asked. */
export const count = () => asked;

/** Goes to an address as Back would. */
export function go(path) {
  history.pushState(null, '', path);
  // A browser ignores addresses that come too quickly, but for the flag in webdriver.json.
  if (location.pathname !== path) throw new Error(`${path} was not gone to`);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Whether a script of an answer ran. */
export const isHurt = () => 'hostile' in window;
