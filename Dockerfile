# One image for each service, from what the build has left in its target/app:
#   ./mvnw package -Dmaven.test.skip=true && docker build --build-arg SERVICE=ingest-service -t conductor-loop/ingest-service .
# Nothing is downloaded here, and nothing of it runs in a shell once the image is built.
ARG BASE=eclipse-temurin:25-jre
FROM ${BASE}
ARG SERVICE
WORKDIR /app
# Libraries change seldom, the service's own classes with each build: a layer each.
COPY ${SERVICE}/target/app/lib lib/
COPY launcher/service.options ./
COPY ${SERVICE}/target/app/${SERVICE}-*-app.jar service.jar
# The cache of loaded and linked classes is of use to the very JVM that made it, with the same options and class path. The
# training start ends before anything is looked for on the network.
RUN mkdir -p /handoff /out /models /training \
    && java @service.options -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh -jar service.jar \
      --server.port=0 --conductor.ingest.handoff=/training/handoff --conductor.executor.store.directory=/training/out \
      --conductor.ml.models=/training/models \
    && test -s app.aot \
    && rm -rf /training \
    && chown 1000:1000 /handoff /out /models
# File names are UTF-8; one malloc arena, as eight of them cost memory and gain nothing; small nets train fastest on one thread.
ENV LC_ALL=C.UTF-8 MALLOC_ARENA_MAX=1 OMP_NUM_THREADS=1 PORT=8080
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx16m", "-cp", "lib/*", "io.conductorloop.web.ReadinessProbe"]
ENTRYPOINT ["java", "@service.options", "-XX:AOTCache=app.aot", "-jar", "service.jar"]
