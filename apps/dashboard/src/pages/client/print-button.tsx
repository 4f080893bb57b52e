import { Button } from '@mantine/core';

export const PrintButton = () => (
  <Button size="xs" variant="default" onClick={() => window.print()}>
    Print
  </Button>
);
