// Steps one after another: a step that fails does not stop those after it.
const failures = [];
let passed = 0;
const since = Date.now();

/** Does one thing as a client does. It fails when it throws. */
export async function step(name, act) {
  try {
    const value = await act();
    passed += 1;
    return value;
  } catch (error) {
    failures.push(`${name}: ${said(error)}`);
    return undefined;
  }
}

/** What the client says of an error: it throws the answer's body as it is. */
function said(error) {
  return error instanceof Error ? error.stack : JSON.stringify(error);
}

/** That the client refuses or is refused, and says why. */
export async function refused(name, act, pattern) {
  await step(name, async () => {
    let error;
    try {
      await act();
    } catch (thrown) {
      error = thrown;
    }
    if (error === undefined) throw new Error('It was not refused.');
    const text = said(error);
    if (!pattern.test(text)) throw new Error(`It was refused otherwise: ${text}`);
  });
}

export function equal(found, expected) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a} is not ${b}`);
}

export function has(list, item) {
  if (!list.includes(item)) throw new Error(`${JSON.stringify(item)} is not in ${JSON.stringify(list)}`);
}

/** Says how it went, in the words that `cargo xtask test` counts, and ends. */
export function end() {
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) console.log(`  ${failures.length} failed`);
  console.log(`  ${passed} passed (${((Date.now() - since) / 1000).toFixed(1)}s)`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
