package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.PersonFacts.Paper;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.idp.identity.store.ClaimRows.Origin;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code identity_document} and {@code evidence_document}. */
@Repository
public class DocumentRows {

  private final JdbcClient jdbc;
  private final PersonSealing sealing;
  private final BlindIndex blindIndex;

  DocumentRows(JdbcClient jdbc, PersonSealing sealing, BlindIndex blindIndex) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.blindIndex = blindIndex;
  }

  /**
   * A document whose number is sealed already.
   *
   * @param sealedFor whose key sealed it
   * @param validity when it was issued, until when it may be used, which issue it is, sealed; empty
   *     if nothing of it is known
   */
  public record NewDocument(
      UUID id,
      DocumentType type,
      String jurisdiction,
      PersonId sealedFor,
      byte[] number,
      byte[] numberIndex,
      Optional<byte[]> validity) {}

  /** A document as a key: the number by its blind index. */
  public record DocumentKey(ByteBuffer numberIndex, String type, String jurisdiction) {

    /** The blind index, 32 bytes. */
    public byte[] index() {
      byte[] bytes = new byte[numberIndex.remaining()];
      numberIndex.duplicate().get(bytes);
      return bytes;
    }
  }

  /** The blind index of a number in canonical form, whatever its type. */
  public byte[] index(String number) {
    return blindIndex.of("document", number);
  }

  /** The indexes of all that a typed number may be. */
  public List<byte[]> indexes(String typed) {
    return IdentityDocument.readings(typed).stream().map(this::index).toList();
  }

  /** The key of a document. */
  public DocumentKey key(IdentityDocument document) {
    return new DocumentKey(
        ByteBuffer.wrap(index(document.number())), document.type().code(), document.jurisdiction());
  }

  /** Seals under the row id the document will have. */
  public NewDocument prepare(PersonKey key, UUID id, Paper paper) {
    IdentityDocument document = paper.document();
    byte[] index = index(document.number());
    return new NewDocument(
        id,
        document.type(),
        document.jurisdiction(),
        key.person(),
        sealing.sealText(key, document.number(), place(id)),
        index,
        Validity.text(paper).map(text -> sealing.sealText(key, text, validity(index))));
  }

  /** Whose document it is. */
  public Optional<PersonId> owner(IdentityDocument document) {
    return jdbc.sql(
            """
            SELECT person FROM identity_document
             WHERE number_index = :index AND type = :type AND jurisdiction = :jurisdiction
            """)
        .param("index", index(document.number()))
        .param("type", document.type().code())
        .param("jurisdiction", document.jurisdiction())
        .query(UUID.class)
        .optional()
        .map(PersonId::new);
  }

  /** Whose documents have this number in any writing, whatever their type. */
  public List<PersonId> holders(String typed) {
    return jdbc.sql(
            "SELECT DISTINCT person FROM identity_document WHERE number_index = ANY(:indexes)")
        .param("indexes", indexes(typed).toArray(byte[][]::new))
        .query((row, n) -> new PersonId(row.getObject("person", UUID.class)))
        .list();
  }

  /**
   * Adds a document; false if it is somebody's already.
   *
   * @param naming the pieces of evidence that name it, the one of the origin among them
   */
  public boolean insert(
      PersonId person, NewDocument document, Origin origin, Collection<UUID> naming, Instant at) {
    if (!document.sealedFor().equals(person)) {
      throw new IllegalArgumentException("a document sealed under another's key");
    }
    return jdbc.sql(
                """
                WITH made AS (
                  INSERT INTO identity_document
                    (id, person, type, jurisdiction, number, number_index, validity, source, level,
                     evidence, added_at)
                  VALUES (:id, :person, :type, :jurisdiction, :number, :index, :validity, :source,
                     :level, :evidence, :at)
                  ON CONFLICT (number_index, type, jurisdiction) DO NOTHING
                  RETURNING id)
                INSERT INTO evidence_document (evidence, document)
                SELECT piece, made.id FROM made, unnest(:naming::uuid[]) AS piece
                """)
            .param("id", document.id())
            .param("person", person.value())
            .param("type", document.type().code())
            .param("jurisdiction", document.jurisdiction())
            .param("number", document.number())
            .param("index", document.numberIndex())
            .param("validity", document.validity().orElse(null), Types.BINARY)
            .param("source", origin.source())
            .param("level", origin.level().name())
            .param("evidence", origin.evidence())
            .param("naming", naming.toArray(UUID[]::new))
            .param("at", Times.column(at))
            .update()
        > 0;
  }

  /**
   * Notes that a proof named a document of somebody's again; what the proof is worth where it is
   * stronger than any before, and what one that is as strong says of its issue: it may have been
   * renewed. That is sealed under the key that sealed the number, so that both stay one person's
   * when a merge is undone.
   *
   * @param naming the pieces of evidence that name it, the one of the origin among them
   */
  public void nameAgain(Paper paper, Origin origin, Collection<UUID> naming) {
    DocumentKey key = key(paper.document());
    Optional<byte[]> validity =
        Validity.text(paper)
            .flatMap(text ->
                sealer(key).map(sealer -> sealing.sealText(sealer, text, validity(key.index()))));
    jdbc.sql(
            """
            WITH stronger AS (
              UPDATE identity_document
                 SET source = :source, level = :level, evidence = :evidence,
                     validity = coalesce(:validity, validity)
               WHERE number_index = :index AND type = :type AND jurisdiction = :jurisdiction
                 AND (level < :level OR level = :level AND :validity IS NOT NULL))
            INSERT INTO evidence_document (evidence, document)
            SELECT piece, d.id FROM identity_document d, unnest(:naming::uuid[]) AS piece
             WHERE d.number_index = :index AND d.type = :type AND d.jurisdiction = :jurisdiction
            """)
        .param("index", key.index())
        .param("type", key.type())
        .param("jurisdiction", key.jurisdiction())
        .param("validity", validity.orElse(null), Types.BINARY)
        .param("source", origin.source())
        .param("level", origin.level().name())
        .param("evidence", origin.evidence())
        .param("naming", naming.toArray(UUID[]::new))
        .update();
  }

  /**
   * Notes that a piece of evidence is about the person's document: one that does not say which, of
   * somebody who has no other.
   */
  public void nameOnly(UUID evidence, PersonId person) {
    jdbc.sql(
            """
            INSERT INTO evidence_document (evidence, document)
            SELECT :evidence, (array_agg(id))[1] FROM identity_document
             WHERE person = :person HAVING count(*) = 1
            """)
        .param("evidence", evidence)
        .param("person", person.value())
        .update();
  }

  private Optional<PersonKey> sealer(DocumentKey document) {
    return jdbc.sql(
            """
            SELECT k.id, k.seal_key FROM identity_document d JOIN person k ON k.id = sealed_by(d.number)
             WHERE d.number_index = :index AND d.type = :type AND d.jurisdiction = :jurisdiction
            """)
        .param("index", document.index())
        .param("type", document.type())
        .param("jurisdiction", document.jurisdiction())
        .query((row, _) ->
            new PersonKey(new PersonId(row.getObject("id", UUID.class)), row.getBytes("seal_key")))
        .optional();
  }

  /** The highest level at which a document of the person was proven; empty without one. */
  public Optional<IdentityAssurance> level(PersonId person) {
    return jdbc.sql("SELECT max(level) FROM identity_document WHERE person = :person")
        .param("person", person.value())
        .query(String.class)
        .optional()
        .map(name -> StoredForm.constant(IdentityAssurance.class, name));
  }

  /** The documents of a person, the one proven first. */
  public List<IdentityDocument> of(PersonId person) {
    return papers(person).stream().map(Paper::document).toList();
  }

  /** The same, with what is known of each one's issue. */
  public List<Paper> papers(PersonId person) {
    return jdbc.sql(
            """
            SELECT d.id, d.type, d.jurisdiction, k.seal_key || d.number AS number, d.number_index,
                   v.seal_key || d.validity AS validity
              FROM identity_document d
              JOIN person k ON k.id = sealed_by(d.number)
              LEFT JOIN person v ON v.id = sealed_by(d.validity)
             WHERE d.person = :person ORDER BY d.added_at, d.id
            """)
        .param("person", person.value())
        .query((row, number) -> paper(row))
        .list();
  }

  /** Those of which all evidence that named them was withdrawn; a key they stay (ADR 0033). */
  public List<IdentityDocument> unproven(PersonId person) {
    return jdbc.sql(
            """
            SELECT d.id, d.type, d.jurisdiction, k.seal_key || d.number AS number
              FROM identity_document d
              JOIN person k ON k.id = sealed_by(d.number)
             WHERE d.person = :person
               AND NOT EXISTS (
                 SELECT 1 FROM evidence_document n
                   LEFT JOIN evidence_status w ON w.evidence = n.evidence
                  WHERE n.document = d.id AND w.evidence IS NULL)
             ORDER BY d.added_at, d.id
            """)
        .param("person", person.value())
        .query((row, _) -> document(row))
        .list();
  }

  private IdentityDocument document(ResultSet row) throws SQLException {
    return open(
        row.getObject("id", UUID.class),
        row.getString("type"),
        row.getString("jurisdiction"),
        row.getBytes("number"));
  }

  private Paper paper(ResultSet row) throws SQLException {
    IdentityDocument document = document(row);
    byte @Nullable [] keyed = row.getBytes("validity");
    return keyed == null
        ? Paper.of(document)
        : Validity.paper(document, sealing.openText(keyed, validity(row.getBytes("number_index"))));
  }

  IdentityDocument open(UUID id, String type, String jurisdiction, byte[] number) {
    DocumentType known = StoredForm.constant(DocumentType.class, DocumentType::code, type);
    return new IdentityDocument(known, sealing.openText(number, place(id)), jurisdiction);
  }

  private static SealedPlace place(UUID id) {
    return new SealedPlace("identity_document", "number", id.toString());
  }

  /** The row that keeps it may be older than who says it: bound to the number. */
  private static SealedPlace validity(byte[] numberIndex) {
    return new SealedPlace("identity_document", "validity", HexFormat.of().formatHex(numberIndex));
  }
}
