import { Text } from '@mantine/core';
import { Section } from '../../parts/section';

/** In place of what happened with a client, where nothing of it is on file any more. */
export const ClientErased = () => (
  <Section title="60 days before and after">
    <Text c="dimmed">
      The client was erased: nothing of what happened with them is on file any more. The verdict, its severity, the law
      it rests on and who decided what stay.
    </Text>
  </Section>
);
