package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
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
 * The names by which hosts store a {@link Proving}, what is {@link Ask asked} and the {@link
 * Purpose}, as JSON: one for all hosts. It holds personal data and is stored sealed only. A change
 * that an earlier version cannot read is another version of each host's stored form.
 */
public final class ProvingJson {

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

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Purpose.SignIn.class, name = "sign-in"),
    @JsonSubTypes.Type(value = Purpose.LinkWay.class, name = "link-way"),
    @JsonSubTypes.Type(value = Purpose.Recover.class, name = "recover"),
    @JsonSubTypes.Type(value = Purpose.StepUp.class, name = "step-up"),
    @JsonSubTypes.Type(value = Purpose.NewPhone.class, name = "new-phone"),
    @JsonSubTypes.Type(value = Purpose.Thaw.class, name = "thaw"),
    @JsonSubTypes.Type(value = Purpose.VerifyAtCounter.class, name = "verify-at-counter"),
    @JsonSubTypes.Type(value = Purpose.ActAsOfficer.class, name = "act-as-officer")
  })
  private interface PurposeNames {}

  private ProvingJson() {}

  /** A mapper that knows them; a host adds the names of its own. */
  public static JsonMapper.Builder mapper() {
    return JsonMapper.builder()
        .addMixIn(Ask.class, AskNames.class)
        .addMixIn(Purpose.class, PurposeNames.class)
        .changeDefaultPropertyInclusion(
            all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
        .addModule(values());
  }

  /** Whether a kind, or a constant of a closed set (a factor), has a name not known here. */
  public static boolean isOfLaterVersion(JacksonException e) {
    return switch (e) {
      case InvalidTypeIdException kind -> kind.getTypeId() != null;
      case InvalidFormatException value ->
          value.getTargetType().isEnum() && value.getValue() instanceof String;
      default -> false;
    };
  }

  private static SimpleModule values() {
    SimpleModule module = new SimpleModule("proving");
    module.addSerializer(PhoneNumber.class, text(PhoneNumber::reveal));
    module.addDeserializer(
        PhoneNumber.class, parsed(stored -> PhoneNumber.ofStored(stored).orElseThrow()));
    module.addSerializer(
        AdapterState.class, text(state -> Base64.getEncoder().encodeToString(state.bytes())));
    module.addDeserializer(
        AdapterState.class, parsed(coded -> AdapterState.of(Base64.getDecoder().decode(coded))));
    module.addSerializer(Locale.class, text(Locale::toLanguageTag));
    module.addDeserializer(Locale.class, parsed(Locale::forLanguageTag));
    return module;
  }

  private static <T> ValueSerializer<T> text(Function<T, String> form) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializationContext context)
          throws JacksonException {
        json.writeString(form.apply(value));
      }
    };
  }

  private static <T> ValueDeserializer<T> parsed(Function<String, T> form) {
    return new ValueDeserializer<>() {
      @Override
      public T deserialize(JsonParser json, DeserializationContext context)
          throws JacksonException {
        return form.apply(json.getString());
      }
    };
  }
}
