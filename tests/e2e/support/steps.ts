// What a person does in the console, by role and label.
import { expect, type Locator, type Page } from '@playwright/test';

import { unsaid } from './logs.ts';
import type { Server } from './server.ts';

interface SignIn {
  /** Where to be: a path with its query. */
  at?: string;
  token?: string;
}

export class Steps {
  constructor(
    readonly page: Page,
    private readonly server: Pick<Server, 'origin' | 'token' | 'signsInBySession'>,
  ) {}

  /** Opens an address as typed into the browser. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.server.origin + path);
  }

  /** Opens an address in a tab that was signed in before, and stays so when it is opened again. */
  async signIn({ at = '/organizations', token = this.server.token }: SignIn = {}): Promise<void> {
    await this.visit(at, token);
    await this.expectAt(at);
    await expect(this.heading()).toBeVisible();
  }

  /** The same, of an address that may lead on to another or have no heading. */
  async visit(path: string, token: string = this.server.token): Promise<void> {
    if (this.server.signsInBySession) await this.beginSession(token);
    else await this.page.addInitScript((token) => sessionStorage.setItem('wheelhouse.api-token', token), token);
    await this.open(path);
  }

  /** Has the server begin a session, and gives its cookie to the browser. */
  async beginSession(token: string = this.server.token): Promise<void> {
    const { origin } = this.server;
    const answer = await fetch(`${origin}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-wheelhouse': '1' },
      body: JSON.stringify({ api_token: token }),
    });
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(answer.headers.getSetCookie()[0] ?? '') ?? [];
    if (name === undefined || value === undefined) throw new Error(`no session began: ${answer.status} ${await answer.text()}`);
    unsaid(value);
    const of = { domain: new URL(origin).hostname, path: '/' };
    await this.page.context().addCookies([{ name, value, ...of, secure: true, httpOnly: true, sameSite: 'Strict' }]);
  }

  /** Signs in as a person does. */
  async signInByHand({ at = '/organizations', keep = false }: { at?: string; keep?: boolean } = {}): Promise<void> {
    await this.open(`/sign-in?next=${encodeURIComponent(at)}`);
    await this.enterToken(this.server.token, keep);
    await this.expectAt(at);
    await expect(this.heading()).toBeVisible();
  }

  /**
   * Whatever the console waits for takes a tenth of the time on the pages that are opened from here on: its next try, its
   * next look, and how long it shows a notification. Limits of requests stay.
   */
  async hurry(): Promise<void> {
    await this.page.addInitScript(() => {
      const wait = window.setTimeout.bind(window);
      const hurried = (call: TimerHandler, milliseconds = 0, ...given: unknown[]) =>
        wait(call, milliseconds > 15_000 ? milliseconds : milliseconds / 10, ...given);
      window.setTimeout = hurried as typeof window.setTimeout;
    });
  }

  /** The question that comes over a page whose session has ended. */
  signInAgain(): Locator {
    return this.page.getByRole('dialog', { name: 'Sign in again' });
  }

  /** Answers it. */
  async answerSignInAgain(token: string = this.server.token): Promise<void> {
    await this.signInAgain().getByLabel('API token').fill(token);
    await this.signInAgain().getByRole('button', { name: 'Sign in' }).click();
  }

  /** Fills the sign-in form and sends it. */
  async enterToken(token: string = this.server.token, keep = false): Promise<void> {
    await this.page.getByLabel('API token').fill(token);
    // A session is of all tabs, and kept.
    if (!this.server.signsInBySession) {
      await this.page.getByRole('checkbox', { name: 'Keep me signed in in this tab' }).setChecked(keep);
    }
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Account' }).click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
  }

  async expectAt(path: string): Promise<void> {
    await expect(this.page).toHaveURL(this.server.origin + path);
  }

  /** The page's own heading. */
  heading(name?: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, ...(name === undefined ? {} : { name }) });
  }

  /** The table's row that is named so. */
  row(name: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  /** What names the table's rows, from the top. */
  async rowNames(table: string): Promise<string[]> {
    const names = this.page.getByRole('table', { name: table }).getByRole('rowheader');
    await expect(names.first()).toBeVisible();
    return names.allInnerTexts();
  }

  tab(name: string): Locator {
    return this.page.getByRole('navigation', { name: /^(Project|Environment)$/ }).getByRole('link', { name });
  }

  /** What the page says under a label. */
  fact(label: string): Locator {
    const facts = this.page.getByRole('main').locator('dl > div');
    const names = this.page.getByRole('term').and(this.page.getByText(label, { exact: true }));
    return facts.filter({ has: names }).getByRole('definition');
  }

  /** A step of the path above the page. */
  crumb(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name, exact: true });
  }

  /** A message about a failure: where one region holds another, the outer one. */
  alert(text: string | RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: text }).first();
  }

  field(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  /** The value of a variable: it is hidden as it is typed when the variable is sensitive. */
  value(): Locator {
    return this.page.getByRole('main').getByLabel(/^Value/);
  }

  flag(name: string): Locator {
    return this.page.getByRole('switch', { name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name, exact: true });
  }

  /** What a form is about to change. */
  review(): Locator {
    return this.page.getByRole('region', { name: 'Review changes' });
  }

  /** The button of a form that saves changes, after a review. */
  save(): Locator {
    return this.page.getByRole('main').getByRole('button', { name: /^Save (changes|and redeploy)$/ }).first();
  }

  /** The button of the review: it says the same. */
  confirm(): Locator {
    return this.review().getByRole('button', { name: /^Save/ });
  }

  /** Sends the changes of a form: they are shown once more before. */
  async saveChanges(): Promise<void> {
    await this.save().click();
    await this.confirm().click();
  }

  /** An action in the menu of what the page is about, or else of the header; it is opened. */
  async more(name: string): Promise<Locator> {
    const named = { name: /^More (.+ )?actions$/ };
    const menu = this.page.getByRole('menu', named);
    if (!(await menu.isVisible())) await this.page.getByRole('main').getByRole('button', named).last().click();
    return menu.getByRole('menuitem', { name: new RegExp(`^${name}`) });
  }

  /** A message that something is over. */
  toast(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Notifications' }).getByText(text);
  }

  /** The timeline beside the page. */
  timeline(): Locator {
    return this.page.getByRole('complementary', { name: 'Activity' });
  }

  /** From the list of variables: adds one and comes back. */
  async addVariable(name: string, value: string): Promise<void> {
    await this.page.getByRole('main').getByRole('link', { name: 'Add variable' }).first().click();
    await this.field('Name').fill(name);
    await this.value().fill(value);
    await this.button('Add variable').click();
    await expect(this.toast(`Added ${name}`)).toBeVisible();
  }
}
