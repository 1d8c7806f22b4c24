// An API whose answers the test chooses, in place of the network; and a clock that runs fast, for what waits between tries.
const network = window.fetch;
const timer = window.setTimeout;
const FASTER = 100;

let answers = {};
let asked = 0;

const answer = ({ status = 200, kind = 'application/json', body }) =>
  new Response(body, { status, headers: { 'content-type': kind } });

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
  window.fetch = (request, options) => {
    const { pathname } = new URL(request.url ?? request, location.href);
    const method = options?.method ?? request.method ?? 'GET';
    const isOurs = ['/api/', '/auth/', '/config.json'].some((start) => pathname.startsWith(start));
    return isOurs ? Promise.resolve(reply(pathname, method)) : network.call(window, request, options);
  };
  window.setTimeout = (call, wait, ...given) => timer.call(window, call, (wait ?? 0) / FASTER, ...given);
}

/** Brings the network and the time back. */
export function restore() {
  window.fetch = network;
  window.setTimeout = timer;
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
