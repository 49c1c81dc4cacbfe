package cn.tongxing.adapter.police;

import cn.tongxing.adapter.police.HardenedXml.Malformed;
import cn.tongxing.adapter.police.IdentityForm.Content.Filled;
import cn.tongxing.adapter.spi.document.PersonName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the register's reply: XML in a string in a SOAP 1.1 envelope. Believes it only if it is
 * about the number and the name that were asked, and says each thing once.
 */
final class RegisterReply {

  private static final String SAME = "一致";
  private static final String DIFFERENT = "不一致";
  private static final String NUMBER_RESULT = "result_gmsfhm";
  private static final String NAME_RESULT = "result_xm";

  /** Spelt as the service spells it. */
  private static final String PROBLEM = "errormesage";

  private static final Set<String> ITEM_FIELDS =
      Set.of("gmsfhm", "xm", NUMBER_RESULT, NAME_RESULT, PROBLEM, "errormesagecol", "xp");

  private final String noRecordText;
  private final String notUsableText;

  RegisterReply(PoliceConfig.Nciic config) {
    noRecordText = config.noRecordText().orElse("库中无此号");
    notUsableText = config.notUsableText().orElse("注销");
  }

  RegisterAnswer read(byte[] body, Filled asked) {
    try {
      HardenedXml answer = HardenedXml.parse(stringIn(body));
      if (answer.name().equals("RESPONSE")) {
        return new RegisterAnswer.Failure("register reports system error" + code(answer));
      }
      require(answer.name().equals("ROWS"), "root is neither ROWS nor RESPONSE");
      return row(answer.only("ROW"), asked, Sha256.hex(body));
    } catch (Malformed unbelievable) {
      return new RegisterAnswer.Failure("register's reply: " + unbelievable.getMessage());
    }
  }

  private static String stringIn(byte[] body) throws Malformed {
    HardenedXml envelope = HardenedXml.parse(utf8(body));
    require(envelope.name().equals("Envelope"), "root is no SOAP envelope");
    return envelope.only("Body").only("nciicCheckResponse").only("out").text();
  }

  private static String utf8(byte[] body) throws Malformed {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException otherCharset) {
      throw new Malformed("not UTF-8");
    }
  }

  private static String code(HardenedXml response) {
    String code = response.attribute("errorcode");
    return code.matches("-?\\d{1,6}") ? " " + code : "";
  }

  private RegisterAnswer row(HardenedXml row, Filled asked, String digest) throws Malformed {
    HardenedXml input = row.only("INPUT");
    boolean sameNumber = input.only("gmsfhm").text().equals(asked.number().reveal());
    require(sameNumber, "about another number");
    // Before the results are looked at: a name that the register cannot write must lead to one
    // answer, whether the number exists or not.
    switch (compareEcho(input.only("xm").text(), asked.name())) {
      case DIFFERENT -> throw new Malformed("about another name");
      case CANNOT_COMPARE -> {
        return new RegisterAnswer.CannotCompare();
      }
      case EQUAL -> {
        // the reply is about this person
      }
    }
    Map<String, String> items = items(row.only("OUTPUT"), asked);
    return items.containsKey(PROBLEM) ? problem(items) : result(items, digest);
  }

  private static PersonName.Comparison compareEcho(String echo, PersonName asked) throws Malformed {
    Optional<PersonName> name = PersonName.parse(echo);
    require(name.isPresent(), "no readable name");
    return name.map(asked::compareWith).orElse(PersonName.Comparison.DIFFERENT);
  }

  /** The fields of all items; none may come twice but the echoes, which may be blank. */
  private static Map<String, String> items(HardenedXml output, Filled asked) throws Malformed {
    Map<String, String> fields = new HashMap<>();
    for (HardenedXml item : output.children()) {
      require(item.name().equals("ITEM"), "something beside ITEM in OUTPUT");
      for (HardenedXml field : item.children()) {
        String text = field.text();
        switch (field.name()) {
          case "gmsfhm" ->
              require(
                  text.isBlank() || text.equals(asked.number().reveal()),
                  "an item about another number");
          case "xm" ->
              require(
                  text.isBlank()
                      || compareEcho(text, asked.name()) != PersonName.Comparison.DIFFERENT,
                  "an item about another name");
          default -> {
            require(ITEM_FIELDS.contains(field.name()), "an unknown field");
            require(!fields.containsKey(field.name()), "a field twice");
            fields.put(field.name(), text.strip());
          }
        }
      }
    }
    return fields;
  }

  private RegisterAnswer problem(Map<String, String> items) throws Malformed {
    require(
        !items.containsKey(NUMBER_RESULT) && !items.containsKey(NAME_RESULT),
        "a result and a problem");
    String problem = items.getOrDefault(PROBLEM, "");
    if (problem.contains(noRecordText)) {
      return new RegisterAnswer.NoRecord();
    }
    return problem.contains(notUsableText)
        ? new RegisterAnswer.NotUsable()
        : new RegisterAnswer.Failure("register reports a problem of an unknown kind");
  }

  private static RegisterAnswer result(Map<String, String> items, String digest) throws Malformed {
    boolean number = isSame(items, NUMBER_RESULT);
    boolean name = isSame(items, NAME_RESULT);
    return number && name ? new RegisterAnswer.Match(digest) : new RegisterAnswer.Mismatch();
  }

  private static boolean isSame(Map<String, String> items, String field) throws Malformed {
    String verdict = items.getOrDefault(field, "");
    require(verdict.equals(SAME) || verdict.equals(DIFFERENT), field + " missing or unknown");
    return verdict.equals(SAME);
  }

  private static void require(boolean holds, String otherwise) throws Malformed {
    if (!holds) {
      throw new Malformed(otherwise);
    }
  }
}
