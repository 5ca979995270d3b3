FROM node:24-bookworm-slim AS web
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY src src
RUN node src/web/build.ts

FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc LICENSE NOTICE ./
RUN npm ci --omit=dev --ignore-scripts
COPY src src
COPY prompts prompts
COPY evals/cases/requests.jsonl evals/cases/requests.jsonl
COPY knowledge knowledge
COPY --from=web /app/dist dist
RUN mkdir -p /data && chown node /data
USER node
ENV HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
# See "Memory" in README.md; compose.yaml and package.json say the same.
CMD ["node", "--min-semi-space-size=16", "--heap-growing-percent=100", "--no-allocation-site-pretenuring", "src/main.ts"]
