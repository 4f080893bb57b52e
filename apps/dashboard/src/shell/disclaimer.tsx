import { Text } from '@mantine/core';
import { use } from 'react';
import { MeContext } from './me';
import { ZoneLine } from './zone-line';

/** Stands on every page, on paper too; whoever is not signed in has chosen no zone yet. */
export function Disclaimer() {
  const me = use(MeContext);
  return (
    <Text component="footer" size="xs" c="dimmed" mt="xl" ta="center">
      An indication for review, not a legal determination.{me !== null && ' '}
      {me !== null && <ZoneLine />}
    </Text>
  );
}
