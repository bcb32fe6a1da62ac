# newsdesk-qa in a container that runs as nobody in particular and writes to /library alone.
#   docker build -t newsdesk-qa .
#   docker run --rm -v "$PWD/articles:/articles:ro" -v qa-library:/library newsdesk-qa add /articles
FROM python:3.12-slim AS build
WORKDIR /source
COPY . .
# The source has no hash: the versions of the lock alone are asked for.
RUN sed -e 's/ \\$//' -e '/^ *--hash/d' requirements.lock >/tmp/constraints.txt \
    && pip install --no-cache-dir --prefix=/made -c /tmp/constraints.txt '.[mcp]'

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /library --shell /usr/sbin/nologin qa \
    && mkdir /library && chown qa /library
COPY --from=build /made /usr/local
ENV QA_LIBRARY=/library/articles XDG_CACHE_HOME=/library/.cache PYTHONUNBUFFERED=1 PYTHONUTF8=1
VOLUME /library
WORKDIR /library
USER 10001
ENTRYPOINT ["qa"]
CMD ["--help"]
