package cn.tongxing.idp.identity.migration;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.CitizenImport.Options;
import cn.tongxing.idp.identity.CitizenImport.Refusal;
import cn.tongxing.idp.identity.assurance.CountedEvidence;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.migration.CitizenReader.Reading;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.DocumentRows.DocumentKey;
import cn.tongxing.idp.identity.store.IdentityLocks;
import cn.tongxing.idp.identity.store.ImportRows;
import cn.tongxing.idp.identity.store.ImportRows.NewCitizen;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.keys.KeyedHash;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Some hundred rows in one transaction: all that can be is stored, with its audit events. */
@Component
class ImportBatch {

  private static final int SLOTS = 5;

  private final CitizenReader reader;
  private final IdentityLocks locks;
  private final ImportRows rows;
  private final DocumentRows documents;
  private final PhoneRows phones;
  private final KeyedHash hashes;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;

  ImportBatch(
      CitizenReader reader,
      IdentityLocks locks,
      ImportRows rows,
      DocumentRows documents,
      PhoneRows phones,
      KeyedHash hashes,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.reader = reader;
    this.locks = locks;
    this.rows = rows;
    this.documents = documents;
    this.phones = phones;
    this.hashes = hashes;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A row refused.
   *
   * @param document masked, as far as it could be read
   */
  record Refused(long line, String document, Refusal reason) {}

  /**
   * A row taken over, to be listed.
   *
   * @param document masked
   */
  record Listed(long line, String document) {}

  /**
   * What became of the rows.
   *
   * @param sharing taken over, with a number that another's document of another kind or state has
   */
  record Result(
      long imported,
      long known,
      long withoutPassword,
      List<Refused> refused,
      List<Listed> sharing) {}

  private record Candidate(
      Row row, Citizen citizen, byte[] key, DocumentKey document, byte[] phone) {}

  /**
   * What is taken by rows not stored yet: those of one batch, or of a whole dry run, which stores
   * none and still finds what comes twice.
   */
  static final class Seen {
    private final Set<DocumentKey> documents = new HashSet<>();
    private final Set<ByteBuffer> numbers = new HashSet<>();
    private final Set<ByteBuffer> keys = new HashSet<>();
  }

  @Transactional
  public Result run(List<Row> batch, Options options, Seen seen) {
    List<Refused> refused = new ArrayList<>();
    List<Candidate> candidates = candidates(batch, options, refused);
    locks.take(
        candidates.stream()
            .flatMap(each -> Stream.of(each.document().index(), each.phone()))
            .toList());
    Map<ByteBuffer, Set<DocumentKey>> done =
        rows.known(options.source(), candidates.stream().map(Candidate::key).toList());
    Set<DocumentKey> taken = rows.taken(candidates.stream().map(Candidate::document).toList());
    Map<ByteBuffer, Set<Integer>> slots =
        rows.slots(candidates.stream().map(Candidate::phone).toList());
    taken.forEach(each -> seen.numbers.add(each.numberIndex()));
    List<NewCitizen> fresh = new ArrayList<>();
    List<Listed> sharing = new ArrayList<>();
    long known = 0;
    for (Candidate each : candidates) {
      if (isKnown(each, done)) {
        known++;
        seen.documents.add(each.document());
        if (isShared(each, done, taken)) { // the list of the run before is written over
          sharing.add(listed(each));
        }
        continue;
      }
      Optional<Refusal> objection = objection(each, done, taken, seen);
      Optional<Integer> slot = objection.isPresent() ? Optional.empty() : slot(each, slots);
      if (slot.isPresent()) {
        fresh.add(citizen(each, slot.get()));
        if (!seen.numbers.add(each.document().numberIndex())) {
          sharing.add(listed(each));
        }
      } else {
        refused.add(refused(each, objection.orElse(Refusal.PHONE_TAKEN)));
      }
    }
    if (!options.dryRun()) {
      store(options, fresh);
    }
    long bare = fresh.stream().filter(NewCitizen::passwordDropped).count();
    return new Result(fresh.size(), known, bare, refused, sharing);
  }

  private static boolean isKnown(Candidate each, Map<ByteBuffer, Set<DocumentKey>> done) {
    Set<DocumentKey> theirs = done.get(ByteBuffer.wrap(each.key()));
    return theirs != null && (theirs.isEmpty() || theirs.contains(each.document()));
  }

  /** Against a row that was not taken over before; notes what it takes. */
  private static Optional<Refusal> objection(
      Candidate each, Map<ByteBuffer, Set<DocumentKey>> done, Set<DocumentKey> taken, Seen seen) {
    ByteBuffer key = ByteBuffer.wrap(each.key());
    if (done.containsKey(key)) {
      return Optional.of(Refusal.EXTERNAL_ID_TAKEN); // of somebody else
    }
    if (taken.contains(each.document()) || !seen.documents.add(each.document())) {
      return Optional.of(Refusal.DOCUMENT_TAKEN);
    }
    return seen.keys.add(key) ? Optional.empty() : Optional.of(Refusal.EXTERNAL_ID_TAKEN);
  }

  /** Whether somebody else has the number of a row that was taken over before. */
  private static boolean isShared(
      Candidate each, Map<ByteBuffer, Set<DocumentKey>> done, Set<DocumentKey> taken) {
    Set<DocumentKey> theirs = done.getOrDefault(ByteBuffer.wrap(each.key()), Set.of());
    return taken.stream()
        .filter(other -> other.numberIndex().equals(each.document().numberIndex()))
        .anyMatch(other -> !other.equals(each.document()) && !theirs.contains(other));
  }

  private static Listed listed(Candidate each) {
    return new Listed(each.row().line(), each.citizen().document().masked());
  }

  private void store(Options options, List<NewCitizen> fresh) {
    rows.insert(options.source(), fresh, clock.instant());
    for (NewCitizen each : fresh) {
      audit.record(
          AuditEvent.of(AuditEventType.CITIZEN_IMPORTED, RequestOrigin.SERVER)
              .person(each.person())
              .detail("source", options.source())
              .detail("operator", options.operator().code())
              .detail("level", each.level())
              .detail("phone", Boolean.toString(each.phone().isPresent()))
              .detail("password", Boolean.toString(each.passwordHash().isPresent())));
    }
  }

  private List<Candidate> candidates(List<Row> batch, Options options, List<Refused> refused) {
    List<Candidate> candidates = new ArrayList<>();
    for (Row row : batch) {
      switch (reader.read(row, options.dropUnusableHashes())) {
        case Reading.Read(Citizen citizen) -> candidates.add(candidate(row, citizen));
        case Reading.Wrong(Refusal reason) ->
            refused.add(new Refused(row.line(), row.maskedNumber(), reason));
      }
    }
    return candidates;
  }

  /** The journal's key: the earlier system's id, else the document. */
  private Candidate candidate(Row row, Citizen citizen) {
    String key =
        citizen
            .externalId()
            .map(id -> "id:" + id)
            .orElseGet(() -> "document:" + key(citizen.document()));
    return new Candidate(
        row,
        citizen,
        hashes.of("citizen-import-key", key),
        documents.key(citizen.document()),
        citizen.phone().map(phones::index).orElseGet(() -> new byte[32]));
  }

  private static String key(IdentityDocument document) {
    return document.type() + ":" + document.jurisdiction() + ":" + document.number();
  }

  private static Optional<Integer> slot(Candidate each, Map<ByteBuffer, Set<Integer>> slots) {
    if (each.citizen().phone().isEmpty()) {
      return Optional.of(1);
    }
    Set<Integer> taken =
        slots.computeIfAbsent(ByteBuffer.wrap(each.phone()), phone -> new HashSet<>());
    Optional<Integer> free =
        IntStream.rangeClosed(1, SLOTS).boxed().filter(slot -> !taken.contains(slot)).findFirst();
    free.ifPresent(taken::add);
    return free;
  }

  private NewCitizen citizen(Candidate each, int slot) {
    Instant now = clock.instant();
    Citizen citizen = each.citizen();
    String row = new TreeMap<>(each.row().fields()).toString();
    return new NewCitizen(
        new PersonId(id(now)),
        each.key(),
        citizen.document(),
        citizen.name(),
        citizen.birthDate(),
        citizen.phone(),
        citizen.phoneUsedAt(),
        slot,
        citizen.passwordHash(),
        citizen.passwordDropped(),
        citizen.level().name(),
        worth(citizen, now),
        "line " + each.row().line(),
        HexFormat.of().formatHex(hashes.of("citizen-import-row", row)),
        citizen.createdAt(),
        List.of(id(now), id(now), id(now), id(now), id(now)));
  }

  private static IdentityAssurance worth(Citizen citizen, Instant now) {
    return LevelPolicy.level(
        List.of(
            new CountedEvidence(
                Method.MIGRATED,
                "import",
                Optional.of(citizen.level().name()),
                Optional.empty(),
                false,
                citizen.createdAt(),
                Optional.empty(),
                AnswerChannel.BACK_CHANNEL)),
        now);
  }

  private UUID id(Instant now) {
    return TimeOrderedId.at(now, random);
  }

  private static Refused refused(Candidate each, Refusal reason) {
    return new Refused(each.row().line(), each.citizen().document().masked(), reason);
  }
}
