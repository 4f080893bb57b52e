import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vite` (development only) passes on what the page asks the API for. */
const api = process.env['SCOPEWATCH_API'] ?? 'http://127.0.0.1:6161';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // What the page shares: with the report what is drawn where, with the digest what is unwell.
  resolve: {
    alias: {
      '#strip': join(import.meta.dirname, '../../libs/strip/src/index.ts'),
      '#health': join(import.meta.dirname, '../../libs/health/src/index.ts'),
    },
  },
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    // The API's content security policy knows no data: for scripts, and fonts there are none.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/v1': api, '/auth': api, '/login': api } },
});
