package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.DataKeyChanges;
import cn.tongxing.idp.keys.SealedColumn;
import cn.tongxing.idp.keys.SealedColumns;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.keys.store.DataKeyRow;
import cn.tongxing.idp.keys.store.SealedRows;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Key rotation at rest. One at a time is the operator's care; two at once only repeat each other.
 */
final class ChangeDataKeys implements DataKeyChanges {

  /** Longer than anything lives that is sealed and not in the database. */
  static final Duration SHORT_LIVED = Duration.ofDays(1);

  private static final SealedColumn PRIVATE_KEY = SealedColumn.of("signing_key", "private_key");

  private final KeyRing ring;
  private final OpenKeyRing opening;
  private final SealedRows rows;
  private final TransactionTemplate transaction;
  private final List<SealedColumn> columns;
  private final InstantSource clock;
  private final SecureRandom random;

  ChangeDataKeys(
      KeyRing ring,
      OpenKeyRing opening,
      SealedRows rows,
      TransactionTemplate transaction,
      List<SealedColumns> owners,
      InstantSource clock,
      SecureRandom random) {
    this.ring = ring;
    this.opening = opening;
    this.rows = rows;
    this.transaction = transaction;
    this.columns = owners.stream().flatMap(each -> each.columns().stream()).toList();
    this.clock = clock;
    this.random = random;
  }

  @Override
  public List<String> hashPurposes() {
    return HashPurposes.REPLACEABLE.stream().map(DataKeyPurpose::stored).toList();
  }

  @Override
  public Resealed reseal(Consumer<Progress> told) {
    var retired = new ArrayList<Integer>();
    var waiting = new ArrayList<Integer>();
    long sealed = 0;
    for (var purpose : List.of(DataKeyPurpose.PERSONAL_DATA, DataKeyPurpose.SIGNING_KEYS)) {
      if (opening.earlier(purpose).isEmpty()) {
        opening.replace(purpose, true);
      }
      ring.become(opening.read());
      sealed += purpose == DataKeyPurpose.PERSONAL_DATA ? personal(told) : privateKeys(told);
      boolean young = opening.activeSince(purpose).plus(SHORT_LIVED).isAfter(clock.instant());
      for (DataKeyRow earlier : opening.earlier(purpose)) {
        if (young) {
          waiting.add(earlier.id());
        } else {
          opening.retire(earlier);
          retired.add(earlier.id());
        }
      }
    }
    ring.become(opening.read());
    return new Resealed(sealed, retired, waiting);
  }

  private long personal(Consumer<Progress> told) {
    long sealed = 0;
    for (SealedColumn column : columns.stream().filter(each -> !each.ofPersons()).toList()) {
      sealed += walk(column, "id", DataKeyPurpose.PERSONAL_DATA, told);
    }
    return sealed;
  }

  private long privateKeys(Consumer<Progress> told) {
    return walk(PRIVATE_KEY, "kid", DataKeyPurpose.SIGNING_KEYS, told);
  }

  private long walk(
      SealedColumn column, String id, DataKeyPurpose purpose, Consumer<Progress> told) {
    var sealing = new Sm4Sealing(() -> ring.of(purpose), random);
    int active = ring.of(purpose).activeId();
    long done = 0;
    Optional<String> after = Optional.empty();
    do {
      SealedRows.Batch batch =
          rows.reseal(
              column,
              id,
              active,
              after.orElse(null),
              value -> {
                var place = place(column, value);
                return sealing.seal(sealing.open(value.sealed(), place), place);
              });
      done += batch.changed();
      after = batch.last();
      told.accept(new Progress(column.table(), done));
    } while (after.isPresent());
    return done;
  }

  @Override
  public void replace(String purpose, boolean keepEarlier) {
    DataKeyPurpose found =
        HashPurposes.REPLACEABLE.stream()
            .filter(each -> each.stored().equals(purpose))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no such purpose; one of " + String.join(", ", hashPurposes())));
    opening.replace(found, keepEarlier && found == DataKeyPurpose.CLIENT_SECRETS);
    ring.become(opening.read());
  }

  @Override
  public long reindex(Consumer<Progress> told) {
    int others = rows.othersConnected();
    if (others > 0) {
      throw new IllegalStateException(
          others
              + " connections of running servers or commands: stop them all before the blind"
              + " indexes change");
    }
    List<SealedColumn> indexed =
        columns.stream().filter(each -> each.indexColumn() != null).toList();
    Long done =
        transaction.execute(_ -> {
          rows.holdAlone(indexed);
          opening.replace(DataKeyPurpose.BLIND_INDEX, false);
          KeyRing after = opening.read();
          long all = 0;
          for (SealedColumn column : indexed) {
            if (!column.isPlacedByIndex()) {
              all += reindex(column, indexed, after);
              told.accept(new Progress(column.table(), all));
            }
          }
          return all;
        });
    ring.become(opening.read());
    return done == null ? 0 : done;
  }

  /** What is placed by an index is opened at the earlier one and sealed at the next. */
  private long reindex(SealedColumn column, List<SealedColumn> indexed, KeyRing keys) {
    var seals = new Seals(keys);
    var before = new HashMap<String, SealedRows.Value>();
    List<SealedColumn> placed =
        indexed.stream()
            .filter(each -> each.isPlacedByIndex() && each.table().equals(column.table()))
            .toList();
    for (SealedColumn each : placed) {
      rows.read(each, value -> before.put(each.column() + value.id(), value));
    }
    long made =
        rows.rewrite(
            column,
            Optional.ofNullable(column.indexColumn()).orElseThrow(),
            value -> index(column, seals.open(column, value), keys));
    for (SealedColumn each : placed) {
      rows.rewrite(
          each,
          each.column(),
          value ->
              seals.move(
                  each,
                  Optional.ofNullable(before.get(each.column() + value.id())).orElseThrow(),
                  value));
    }
    return made;
  }

  /** How columns are sealed: under the data key, or under keys of persons. */
  private final class Seals {
    private final Sealing data;
    private final Sm4PersonSealing persons;

    Seals(KeyRing keys) {
      data = new Sm4Sealing(() -> keys.of(DataKeyPurpose.PERSONAL_DATA), random);
      persons = new Sm4PersonSealing(data, random);
    }

    String open(SealedColumn column, SealedRows.Value value) {
      return column.ofPersons()
          ? persons.openText(value.sealed(), place(column, value))
          : data.openText(value.sealed(), place(column, value));
    }

    /** The same value at the place that the row has by now. */
    byte[] move(SealedColumn column, SealedRows.Value before, SealedRows.Value now) {
      return column.ofPersons()
          ? persons.move(before.sealed(), place(column, before), place(column, now))
          : data.sealText(open(column, before), place(column, now));
    }
  }

  private static SealedPlace place(SealedColumn column, SealedRows.Value value) {
    return new SealedPlace(column.table(), column.column(), value.row());
  }

  private static byte[] index(SealedColumn column, String text, KeyRing keys) {
    String domain = Optional.ofNullable(column.domain()).orElseThrow();
    return new Sm3BlindIndex(() -> keys.of(DataKeyPurpose.BLIND_INDEX)).of(domain, text);
  }

  @Override
  public void rewrap(Path file) {
    opening.rewrap(new KeyEncryptionKeyFile(new SealingSettings(file, false), random));
  }
}
