package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code identity_document}. */
@Repository
public class DocumentRows {

  private final JdbcClient jdbc;
  private final Sealing sealing;
  private final BlindIndex blindIndex;

  DocumentRows(JdbcClient jdbc, Sealing sealing, BlindIndex blindIndex) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.blindIndex = blindIndex;
  }

  /** A document whose personal columns are sealed already. */
  public record NewDocument(
      UUID id,
      DocumentType type,
      String jurisdiction,
      byte[] number,
      byte[] numberIndex,
      byte @Nullable [] name) {}

  /** A document as a key: the number by its blind index. */
  public record DocumentKey(ByteBuffer numberIndex, String type, String jurisdiction) {}

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
        ByteBuffer.wrap(index(document.number())),
        document.type().code(),
        document.jurisdiction());
  }

  /** Seals under the row id the document will have. */
  public NewDocument prepare(UUID id, IdentityDocument document, Optional<PersonName> name) {
    return new NewDocument(
        id,
        document.type(),
        document.jurisdiction(),
        sealing.sealText(document.number(), place("number", id)),
        index(document.number()),
        name.map(value -> sealing.sealText(value.reveal(), place("name", id))).orElse(null));
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

  /** Adds a document; false if it is somebody's already. */
  public boolean insert(PersonId person, NewDocument document, Instant at) {
    return jdbc.sql(
                """
                INSERT INTO identity_document
                  (id, person, type, jurisdiction, number, number_index, name, added_at)
                VALUES (:id, :person, :type, :jurisdiction, :number, :index, :name, :at)
                ON CONFLICT (number_index, type, jurisdiction) DO NOTHING
                """)
            .param("id", document.id())
            .param("person", person.value())
            .param("type", document.type().code())
            .param("jurisdiction", document.jurisdiction())
            .param("number", document.number())
            .param("index", document.numberIndex())
            .param("name", document.name())
            .param("at", Times.column(at))
            .update()
        == 1;
  }

  /** The name as an authority now writes it on a document. */
  public void rename(PersonId person, IdentityDocument document, PersonName name) {
    UUID id =
        jdbc.sql(
                """
                SELECT id FROM identity_document
                 WHERE person = :person AND number_index = :index AND type = :type
                   AND jurisdiction = :jurisdiction
                """)
            .param("person", person.value())
            .param("index", index(document.number()))
            .param("type", document.type().code())
            .param("jurisdiction", document.jurisdiction())
            .query(UUID.class)
            .single();
    jdbc.sql("UPDATE identity_document SET name = :name WHERE id = :id")
        .param("id", id)
        .param("name", sealing.sealText(name.reveal(), place("name", id)))
        .update();
  }

  /** The documents of a person, the one proven first. */
  public List<IdentityDocument> of(PersonId person) {
    return jdbc.sql(
            """
            SELECT id, type, jurisdiction, number FROM identity_document
             WHERE person = :person ORDER BY added_at, id
            """)
        .param("person", person.value())
        .query((row, number) ->
            open(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("jurisdiction"),
                row.getBytes("number")))
        .list();
  }

  IdentityDocument open(UUID id, String type, String jurisdiction, byte[] number) {
    DocumentType known =
        Arrays.stream(DocumentType.values())
            .filter(each -> each.code().equals(type))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("unknown document type " + type));
    return new IdentityDocument(known, sealing.openText(number, place("number", id)), jurisdiction);
  }

  private static SealedPlace place(String column, UUID id) {
    return new SealedPlace("identity_document", column, id.toString());
  }
}
