import { Text } from '@mantine/core';
import { ZoneLine } from './zone-line';

/** Stands on every page, on paper too. */
export function Disclaimer() {
  return (
    <Text component="footer" size="xs" c="dimmed" mt="xl" ta="center">
      An indication for review, not a legal determination. <ZoneLine />
    </Text>
  );
}
