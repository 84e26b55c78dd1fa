import DefaultChangelogRenderer from 'nx/release/changelog-renderer';

const Renderer = DefaultChangelogRenderer.default ?? DefaultChangelogRenderer;

/**
 * The CHANGELOG of a package: a commit that also touched files outside all projects (documents, CI) counts for every one of them,
 * but is told only where it says that it is about the package.
 */
export default class PackageChangelogRenderer extends Renderer {
  filterChanges(changes, project) {
    const relevant = super.filterChanges(changes, project);
    if (project === null) return relevant;
    return relevant.filter(
      ({ affectedProjects, scope }) => affectedProjects !== '*' || scope === project,
    );
  }
}
