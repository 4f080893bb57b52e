import { Anchor, Button, NavLink, Paper, type AnchorProps, type ButtonProps, type NavLinkProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** Mantine's links, led by the router. */
export const LinkAnchor = createLink((props: AnchorProps & ComponentProps<'a'>) => <Anchor {...props} />);
export const LinkButton = createLink((props: ButtonProps & ComponentProps<'a'>) => <Button component="a" {...props} />);
export const LinkNav = createLink((props: NavLinkProps & ComponentProps<'a'>) => <NavLink component="a" {...props} />);
export const LinkCard = createLink((props: ComponentProps<'a'>) => (
  <Paper component="a" withBorder p="md" className="card-link" {...props} />
));
