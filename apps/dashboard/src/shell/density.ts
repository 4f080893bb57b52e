/** How close the lines of tables stand: the style sheet reads it off the page. @param density `null`: comfortable */
export function showDensity(density: 'comfortable' | 'compact' | null): void {
  document.documentElement.dataset['density'] = density ?? 'comfortable';
}
