# The Flink image with Ballotstream: the jar of the jobs, and the ballotstream command, which seeds, audits and serves the board.
FROM flink:2.2.1-java17

USER root
# A named volume gets the owner of the directory in the image.
RUN install --directory --owner flink --group flink \
        /var/lib/ballotstream/state /var/lib/ballotstream/zookeeper \
        /run/secrets/superuser /run/secrets/owner /run/secrets/writer /run/secrets/reader /run/secrets/grafana \
        /run/secrets/flink /run/secrets/kafka-seeder /run/secrets/kafka-jobs /run/secrets/kafka-audit
USER flink
WORKDIR /opt/ballotstream
ENV PATH=/opt/ballotstream/bin:$PATH

COPY --chown=flink:flink flink-conf/ /opt/flink/conf/
COPY docker/make-secrets docker/submit-jobs docker/ballotstream docker/flink docker/flink-node bin/
# With --chown, because a checkout under umask 077 is readable only by its owner.
COPY --chown=flink:flink data/ data/
# If these files are missing: mvn -B -DskipTests package
COPY --chown=flink:flink cli/target/lib/ lib/
COPY --chown=flink:flink cli/target/classes/ classes/
COPY --chown=flink:flink jobs/target/ballotstream-jobs.jar ./
# Protects the REST API.
COPY --chown=flink:flink gate/target/ballotstream-gate.jar /opt/flink/lib/
