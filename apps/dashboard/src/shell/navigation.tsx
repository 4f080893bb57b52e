import { destinationsFor } from './destinations';
import { useMe } from './me';
import { LinkNav } from '../parts/links';

export function Navigation() {
  const { permissions } = useMe();
  return destinationsFor(permissions).map(({ to, label, icon: Icon, ...place }) => (
    <LinkNav
      key={to}
      to={to}
      search={'search' in place ? place.search : {}}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ active: true }}
      label={label}
      leftSection={<Icon size={18} aria-hidden />}
    />
  ));
}
