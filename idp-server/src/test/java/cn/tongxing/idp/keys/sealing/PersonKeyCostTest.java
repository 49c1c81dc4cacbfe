package cn.tongxing.idp.keys.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.DataKeyChanges;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.SealedColumn;
import cn.tongxing.idp.keys.SealedColumns;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestServices;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a key per person costs: {@code ./idp test -Dtest=PersonKeyCostTest -Dcost.persons=200000}.
 * Fails nothing; {@code docs/operations/performance.md} holds what it printed.
 */
@EnabledIfSystemProperty(named = "cost.persons", matches = "\\d+")
class PersonKeyCostTest {

  private static final int PERSONS = Integer.getInteger("cost.persons", 0);
  private static final int TIMES = 20_000;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SealedPlace PLACE = new SealedPlace("person_claim", "value", "42");

  @TempDir Path folder;

  private interface Work {
    void once(int number);
  }

  /** Processor time of one, in microseconds. */
  private static double micros(Work work) {
    for (int i = 0; i < TIMES; i++) {
      work.once(i);
    }
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < TIMES; i++) {
      work.once(i);
    }
    return (threads.getCurrentThreadCpuTime() - before) / 1e3 / TIMES;
  }

  private static byte[] keyed(PersonKey key, byte[] value) {
    return ByteBuffer.allocate(PersonKey.BYTES + value.length)
        .put(key.wrapped())
        .put(value)
        .array();
  }

  @Test
  void microsecondsOfOneValue() {
    byte[] dataKey = new byte[Sm4Gcm.KEY_BYTES];
    RANDOM.nextBytes(dataKey);
    var keys = new DataKeys(1, Map.of(1, dataKey));
    Sealing wrapping = new Sm4Sealing(() -> keys, RANDOM);
    var persons = new Sm4PersonSealing(wrapping, RANDOM);
    var values = new ArrayList<byte[]>();
    for (int i = 0; i < TIMES; i++) { // more than are remembered: each is unwrapped
      PersonKey key = persons.newKey(new PersonId(UUID.randomUUID()));
      values.add(keyed(key, persons.sealText(key, "350203196001010018", PLACE)));
    }
    byte[] under = wrapping.sealText("350203196001010018", PLACE);
    PersonKey one = persons.newKey(new PersonId(UUID.randomUUID()));

    System.out.printf(
        "open under a data key      %.2f us%n", micros(_ -> wrapping.open(under, PLACE)));
    System.out.printf(
        "open, key remembered       %.2f us%n",
        micros(_ -> persons.openText(values.get(0), PLACE)));
    System.out.printf(
        "open, key unwrapped first  %.2f us%n",
        micros(i -> persons.openText(values.get(i), PLACE)));
    System.out.printf(
        "seal                       %.2f us%n",
        micros(_ -> persons.sealText(one, "350203196001010018", PLACE)));
    System.out.printf(
        "a key for somebody new     %.2f us%n", micros(_ -> persons.newKey(one.person())));
    assertThat(values).hasSize(TIMES);
  }

  @Test
  void aCityOfPersons() {
    try (ServerNode node =
        ServerNode.start(
            TestServices.newDatabase(),
            folder.resolve("key"),
            new MovableClock(Instant.parse("2026-11-26T08:00:00Z")),
            context ->
                context.registerBean(
                    SealedColumns.class,
                    () -> () -> List.of(SealedColumn.of("person", "seal_key"))))) {
      var persons = new Sm4PersonSealing(node.get(Sealing.class), RANDOM);
      long began = System.nanoTime();
      var rows = new ArrayList<Object[]>();
      for (int i = 0; i < PERSONS; i++) {
        var person = new PersonId(UUID.randomUUID());
        rows.add(new Object[] {person.value(), persons.newKey(person).wrapped()});
      }
      long made = System.nanoTime();
      new JdbcTemplate(node.get(javax.sql.DataSource.class))
          .batchUpdate(
              "INSERT INTO person (id, status, created_at, updated_at, seal_key)"
                  + " VALUES (?, 'ACTIVE', now(), now(), ?)",
              rows);
      long stored = System.nanoTime();
      long sealed = node.get(DataKeyChanges.class).reseal(_ -> {}).sealed();
      long done = System.nanoTime();

      assertThat(sealed).isGreaterThanOrEqualTo(PERSONS);
      System.out.printf(
          "%,d persons: keys made in %d ms, %d ms to store them, keys reseal %d ms, %s bytes a key%n",
          PERSONS,
          (made - began) / 1_000_000,
          (stored - made) / 1_000_000,
          (done - stored) / 1_000_000,
          node.jdbc()
              .sql("SELECT avg(pg_column_size(seal_key))::numeric(5, 1) FROM person")
              .query(String.class)
              .single());
    }
  }
}
