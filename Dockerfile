# syntax=docker/dockerfile:1
# Node's long-term support line, with its fixes; the lock file pins everything inside.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY apps ./apps
COPY libs ./libs
COPY bench ./bench
RUN npm run build \
  && npx vite build apps/dashboard \
  && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --chown=node:node package.json ./
COPY --chown=node:node policy ./policy
COPY --chown=node:node bin ./bin
USER node
# Which app it is, the command says; see docker-compose.yml.
CMD ["node", "dist/apps/monitor/src/main.js"]
