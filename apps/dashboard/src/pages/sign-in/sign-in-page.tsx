import { Button, Center, Code, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { signInMethodsQuery } from '../../api/session';
import { rememberPlace } from '../../shell/place';
import { Disclaimer } from '../../shell/disclaimer';

/** The ways in. */
export function SignInPage() {
  useDocumentTitle('Sign in · Scopewatch');
  const methods = useQuery(signInMethodsQuery);
  useEffect(rememberPlace, []);
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" maw={480}>
        <Stack>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <Title order={1}>Sign in to Scopewatch</Title>
          {methods.data?.oidc && (
            <Button component="a" href="/auth/oidc/start">
              Sign in with your organisation’s account
            </Button>
          )}
          {methods.data?.link !== false && (
            <Text>
              Open the link that <Code>npm start</Code> printed when it was ready; it begins with{' '}
              <Code>{`${location.origin}/login?token=`}</Code> and works once. Start again for a new one.
            </Text>
          )}
          <Text c="dimmed" size="sm">
            You were signed out, or this browser was never signed in. Nothing of your work is lost.
          </Text>
          <Disclaimer />
        </Stack>
      </Paper>
    </Center>
  );
}
