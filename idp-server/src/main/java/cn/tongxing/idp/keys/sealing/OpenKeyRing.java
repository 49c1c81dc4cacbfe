package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.store.DataKeyRow;
import cn.tongxing.idp.keys.store.DataKeyRows;
import cn.tongxing.idp.keys.store.KeyLock;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens the data keys at start and makes those that are missing. One transaction under a lock, so
 * that two nodes starting on a new database end with one set.
 */
final class OpenKeyRing {

  private final DataKeyRows rows;
  private final KeyLock lock;
  private final KeyEncryptionKeyFile file;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  OpenKeyRing(
      DataKeyRows rows,
      KeyLock lock,
      KeyEncryptionKeyFile file,
      TransactionTemplate transaction,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.rows = rows;
    this.lock = lock;
    this.file = file;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The keys.
   *
   * @throws KeyEncryptionKeyUnusable if they cannot be opened
   */
  KeyRing open() {
    return transaction.execute(status -> {
      lock.hold();
      KeyEncryptionKey master = checkedMaster();
      List<DataKeyRow> all = new ArrayList<>(rows.all());
      for (DataKeyPurpose purpose : DataKeyPurpose.values()) {
        if (active(all, purpose).isEmpty()) {
          all.add(make(purpose, freeId(all), master));
        }
      }
      return unwrap(all, master);
    });
  }

  /** The keys as they are now; makes none. */
  KeyRing read() {
    return unwrap(rows.all(), checkedMaster());
  }

  /** Changes with every change of the data keys. */
  String version() {
    return rows.version();
  }

  /**
   * A new active key of a purpose.
   *
   * @param keepEarlier whether the earlier ones still open what they sealed
   */
  void replace(DataKeyPurpose purpose, boolean keepEarlier) {
    transaction.executeWithoutResult(_ -> {
      lock.hold();
      KeyEncryptionKey master = checkedMaster();
      rows.demote(purpose.stored());
      make(purpose, freeId(rows.all()), master);
      if (!keepEarlier) {
        rows.all().stream()
            .filter(row -> row.purpose().equals(purpose.stored()) && !row.active())
            .forEach(this::delete);
      }
    });
  }

  /** Keys of a purpose that only open, with the time since when they do. */
  List<DataKeyRow> earlier(DataKeyPurpose purpose) {
    return rows.all().stream()
        .filter(row -> row.purpose().equals(purpose.stored()) && !row.active())
        .toList();
  }

  /** When the active key of a purpose was made. */
  Instant activeSince(DataKeyPurpose purpose) {
    return active(rows.all(), purpose).orElseThrow().createdAt();
  }

  /** Takes a key away: whatever is still sealed under it is lost. */
  void retire(DataKeyRow row) {
    transaction.executeWithoutResult(_ -> {
      lock.hold();
      delete(row);
    });
  }

  /** All keys under another key-encryption key, in one transaction. */
  void rewrap(KeyEncryptionKeyFile other) {
    transaction.executeWithoutResult(_ -> {
      lock.hold();
      KeyEncryptionKey now = checkedMaster();
      KeyEncryptionKey next = other.open(false);
      for (DataKeyRow row : rows.all()) {
        DataKeyPurpose purpose = DataKeyPurpose.ofStored(row.purpose());
        rows.rewrap(row.id(), next.wrap(row.id(), purpose, unwrap(row, purpose, now)));
      }
      rows.replaceCheck(next.sealedCheck(), clock.instant());
      audit.record(AuditEvent.of(AuditEventType.KEY_WRAPPED, RequestOrigin.SERVER));
    });
  }

  private void delete(DataKeyRow row) {
    rows.delete(row.id());
    audit.record(
        AuditEvent.of(AuditEventType.KEY_WITHDRAWN, RequestOrigin.SERVER)
            .detail("purpose", row.purpose())
            .detail("data_key", Integer.toString(row.id())));
  }

  private KeyEncryptionKey checkedMaster() {
    Optional<byte[]> check = rows.check();
    KeyEncryptionKey master = file.open(check.isEmpty());
    if (check.isEmpty()) {
      rows.insertCheck(master.sealedCheck(), clock.instant());
    } else if (!master.opensCheck(check.get())) {
      throw new KeyEncryptionKeyUnusable(
          "The key-encryption key is not the one this database was sealed under.",
          "Put the right key's file in place, or connect to the right database.");
    }
    return master;
  }

  private DataKeyRow make(DataKeyPurpose purpose, int id, KeyEncryptionKey master) {
    byte[] key = new byte[purpose.bytes()];
    random.nextBytes(key);
    DataKeyRow row =
        new DataKeyRow(id, purpose.stored(), master.wrap(id, purpose, key), true, clock.instant());
    rows.insert(row);
    audit.record(
        AuditEvent.of(AuditEventType.KEY_GENERATED, RequestOrigin.SERVER)
            .detail("purpose", purpose.stored())
            .detail("data_key", Integer.toString(id)));
    return row;
  }

  private static int freeId(List<DataKeyRow> all) {
    return all.stream().mapToInt(DataKeyRow::id).max().orElse(0) + 1;
  }

  private static KeyRing unwrap(List<DataKeyRow> all, KeyEncryptionKey master) {
    Map<DataKeyPurpose, DataKeys> ring = new EnumMap<>(DataKeyPurpose.class);
    for (DataKeyPurpose purpose : DataKeyPurpose.values()) {
      Map<Integer, byte[]> byId = new HashMap<>();
      for (DataKeyRow row : all) {
        if (row.purpose().equals(purpose.stored())) {
          byId.put(row.id(), unwrap(row, purpose, master));
        }
      }
      ring.put(purpose, new DataKeys(active(all, purpose).orElseThrow().id(), byId));
    }
    return new KeyRing(ring);
  }

  private static byte[] unwrap(DataKeyRow row, DataKeyPurpose purpose, KeyEncryptionKey master) {
    return master
        .unwrap(row.id(), purpose, row.wrapped())
        .orElseThrow(() ->
            new KeyEncryptionKeyUnusable(
                "Data key " + row.id() + " was changed in the database and does not open.",
                "Restore table data_key from a backup."));
  }

  private static Optional<DataKeyRow> active(List<DataKeyRow> all, DataKeyPurpose purpose) {
    return all.stream()
        .filter(row -> row.active() && row.purpose().equals(purpose.stored()))
        .findFirst();
  }
}
