// Every page of the console, once. What is true of all pages is tested over this list.
import { backups, deployments, domains as environmentDomains, operations, routes, versions } from './environment_sections.ts';
import { environments } from './environments.ts';
import { general } from './general.ts';
import type { PageEntry } from './page.ts';
import { projects } from './projects.ts';
import { certificates, deploymentTargets, domains, integrations } from './project_sections.ts';
import { repository } from './repository.ts';
import { variables } from './variables.ts';

export { locate, type PageEntry } from './page.ts';

export const pages: readonly PageEntry[] = [
  ...general,
  ...projects,
  ...domains,
  ...certificates,
  ...integrations,
  ...deploymentTargets,
  ...repository,
  ...variables,
  ...environments,
  ...environmentDomains,
  ...backups,
  ...routes,
  ...versions,
  ...deployments,
  ...operations,
];
