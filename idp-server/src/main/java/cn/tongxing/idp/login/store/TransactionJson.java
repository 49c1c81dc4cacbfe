package cn.tongxing.idp.login.store;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.ProvingJson;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form of a transaction: one byte of version, then JSON. It holds personal data and is
 * stored sealed only. A change that an earlier version cannot read is another version.
 */
final class TransactionJson {

  private static final StoredForm FORM = new StoredForm("a sign-in", 9);

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Stage.Choosing.class, name = "choosing"),
    @JsonSubTypes.Type(value = Stage.Asked.class, name = "asked"),
    @JsonSubTypes.Type(value = Stage.Offer.class, name = "offer"),
    @JsonSubTypes.Type(value = Stage.Linked.class, name = "linked"),
    @JsonSubTypes.Type(value = Stage.Done.class, name = "done")
  })
  private interface StageNames {}

  private static final JsonMapper MAPPER =
      ProvingJson.mapper().addMixIn(Stage.class, StageNames.class).build();

  private TransactionJson() {}

  static byte[] write(Transaction transaction) {
    return FORM.of(MAPPER.writeValueAsBytes(transaction));
  }

  /**
   * The transaction; empty for an earlier form, which soon no node reads, and for what is no form
   * at all, which no node will ever read: the person begins again.
   *
   * @throws OfLaterVersion for a form, or a kind of stage, step or purpose, or a name of a closed
   *     set in it, that a later version of the server wrote: what the person did is not lost
   */
  static Optional<Transaction> read(byte[] stored) {
    return FORM.body(stored).flatMap(TransactionJson::parsed);
  }

  private static Optional<Transaction> parsed(byte[] json) {
    try {
      return Optional.of(MAPPER.readValue(json, Transaction.class));
    } catch (JacksonException e) { // its message may quote what is personal
      if (ProvingJson.isOfLaterVersion(e)) {
        throw new OfLaterVersion("a sign-in with what a later version knows");
      }
      return Optional.empty();
    }
  }
}
