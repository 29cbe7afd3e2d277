# docker build --tag copydesk .
# docker run --rm --volume "$PWD:/articles" copydesk check
# With --fix, add --user "$(id --user):$(id --group)", so that repaired files stay yours.
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY checker checker
COPY rules rules
COPY docs/report.schema.json docs/report.schema.json
RUN python -m venv --without-pip /opt/copydesk \
    && python -m pip --python /opt/copydesk/bin/python install --no-cache-dir .

FROM python:3.13-slim
COPY --from=build /opt/copydesk /opt/copydesk
ENV PATH="/opt/copydesk/bin:$PATH" \
    COPYDESK_CACHE_DIR=/tmp/copydesk
USER 1000:1000
WORKDIR /articles
ENTRYPOINT ["copydesk"]
CMD ["--help"]
