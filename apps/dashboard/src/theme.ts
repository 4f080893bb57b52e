import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef1ff',
  '#dce1fb',
  '#b5bff2',
  '#8c9bea',
  '#6a7ce3',
  '#5468df',
  '#485edd',
  '#394dc4',
  '#3144b0',
  '#263a9c',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 7 },
  colors: { ink },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
  components: {
    // The head of a dialog is no second banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    },
  },
});

/** Mantine's quiet greys and tinted texts fall short of 4.5:1; these don't. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4d5560',
    '--mantine-color-placeholder': '#5f6772',
    '--mantine-color-error': colors.red[9],
    '--mantine-color-anchor': colors['ink']?.[8] ?? '',
    '--mantine-color-ink-light-color': colors['ink']?.[9] ?? '',
    '--mantine-color-red-light-color': '#8f1d1d',
    '--mantine-color-orange-light-color': '#8a3b00',
    '--mantine-color-yellow-light-color': '#6b4a00',
    '--mantine-color-green-light-color': '#1d5c2b',
    '--mantine-color-gray-light-color': '#343a40',
    '--mantine-color-blue-light-color': '#10508c',
  },
  dark: {
    '--mantine-color-dimmed': '#b3b8bf',
    '--mantine-color-placeholder': '#a3a9b1',
    '--mantine-color-error': colors.red[4],
    '--mantine-color-anchor': colors['ink']?.[2] ?? '',
    '--mantine-color-ink-light-color': colors['ink']?.[1] ?? '',
    '--mantine-color-red-light-color': colors.red[2],
    '--mantine-color-orange-light-color': colors.orange[2],
    '--mantine-color-yellow-light-color': colors.yellow[2],
    '--mantine-color-green-light-color': colors.green[2],
    '--mantine-color-gray-light-color': colors.gray[3],
    '--mantine-color-blue-light-color': colors.blue[2],
  },
});
