package cn.tongxing.idp.login.store;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Purpose;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The stored form of a transaction: one byte of version, then JSON. It holds personal data and is
 * stored sealed only. A change that an earlier version cannot read is another version.
 */
final class TransactionJson {

  private static final StoredForm FORM = new StoredForm("a sign-in", 8);

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Stage.Choosing.class, name = "choosing"),
    @JsonSubTypes.Type(value = Stage.Asked.class, name = "asked"),
    @JsonSubTypes.Type(value = Stage.Offer.class, name = "offer"),
    @JsonSubTypes.Type(value = Stage.Linked.class, name = "linked"),
    @JsonSubTypes.Type(value = Stage.Done.class, name = "done")
  })
  private interface StageNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Ask.Password.class, name = "password"),
    @JsonSubTypes.Type(value = Ask.Phone.class, name = "phone"),
    @JsonSubTypes.Type(value = Ask.Code.class, name = "code"),
    @JsonSubTypes.Type(value = Ask.DocumentTail.class, name = "document-tail"),
    @JsonSubTypes.Type(value = Ask.NotMine.class, name = "not-mine"),
    @JsonSubTypes.Type(value = Ask.Passkey.class, name = "passkey"),
    @JsonSubTypes.Type(value = Ask.Form.class, name = "form"),
    @JsonSubTypes.Type(value = Ask.Away.class, name = "away"),
    @JsonSubTypes.Type(value = Ask.Scan.class, name = "scan"),
    @JsonSubTypes.Type(value = Ask.Wait.class, name = "wait"),
    @JsonSubTypes.Type(value = Ask.Capture.class, name = "capture"),
    @JsonSubTypes.Type(value = Ask.Down.class, name = "down"),
    @JsonSubTypes.Type(value = Ask.Refused.class, name = "refused")
  })
  private interface AskNames {}

  /** The purposes of this room: those that begin in a session or end in one. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Purpose.SignIn.class, name = "sign-in"),
    @JsonSubTypes.Type(value = Purpose.StepUp.class, name = "step-up"),
    @JsonSubTypes.Type(value = Purpose.NewPhone.class, name = "new-phone"),
    @JsonSubTypes.Type(value = Purpose.Thaw.class, name = "thaw")
  })
  private interface PurposeNames {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addMixIn(Stage.class, StageNames.class)
          .addMixIn(Ask.class, AskNames.class)
          .addMixIn(Purpose.class, PurposeNames.class)
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .addModule(values())
          .build();

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
      if (isOfLaterVersion(e)) {
        throw new OfLaterVersion("a sign-in with what a later version knows");
      }
      return Optional.empty();
    }
  }

  /** A kind, or a constant of a closed set (a factor), by a name that is not known here. */
  private static boolean isOfLaterVersion(JacksonException e) {
    return switch (e) {
      case InvalidTypeIdException kind -> kind.getTypeId() != null;
      case InvalidFormatException value ->
          value.getTargetType().isEnum() && value.getValue() instanceof String;
      default -> false;
    };
  }

  private static SimpleModule values() {
    SimpleModule module = new SimpleModule("sign-in");
    module.addSerializer(PhoneNumber.class, text(PhoneNumber::reveal));
    module.addDeserializer(
        PhoneNumber.class, parsed(stored -> PhoneNumber.ofStored(stored).orElseThrow()));
    module.addSerializer(
        AdapterState.class,
        text(state -> java.util.Base64.getEncoder().encodeToString(state.bytes())));
    module.addDeserializer(
        AdapterState.class,
        parsed(coded -> AdapterState.of(java.util.Base64.getDecoder().decode(coded))));
    module.addSerializer(java.util.Locale.class, text(java.util.Locale::toLanguageTag));
    module.addDeserializer(java.util.Locale.class, parsed(java.util.Locale::forLanguageTag));
    return module;
  }

  private static <T> ValueSerializer<T> text(java.util.function.Function<T, String> form) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializationContext context)
          throws JacksonException {
        json.writeString(form.apply(value));
      }
    };
  }

  private static <T> ValueDeserializer<T> parsed(java.util.function.Function<String, T> form) {
    return new ValueDeserializer<>() {
      @Override
      public T deserialize(JsonParser json, DeserializationContext context)
          throws JacksonException {
        return form.apply(json.getString());
      }
    };
  }
}
