# One image for `web`, `worker` and, on a single machine, `serve`. It is run from its folder, like a checkout.
FROM python:3.13-slim AS dependencies
COPY requirements.lock /
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --requirement /requirements.lock

FROM node:24-slim AS addin
WORKDIR /addin
COPY addin/package.json addin/package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home --home-dir /data --shell /usr/sbin/nologin randnotiz
COPY --from=dependencies /venv /venv
COPY . /app
COPY --from=addin /addin/node_modules /app/addin/node_modules
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    RANDNOTIZ_DATA=/data RANDNOTIZ_BIND=0.0.0.0:8080
USER 10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
ENTRYPOINT ["python", "-m", "server"]
CMD ["serve"]
