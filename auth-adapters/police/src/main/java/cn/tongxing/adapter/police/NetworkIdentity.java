package cn.tongxing.adapter.police;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongxing.adapter.police.EnvelopeCodec.Opened;
import cn.tongxing.adapter.police.EnvelopeCodec.Sent;
import cn.tongxing.adapter.police.EnvelopeCodec.Unbelievable;
import cn.tongxing.adapter.police.PoliceState.AppAsked;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.UpstreamHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The national network identity: opens the app, fetches its answer, has the credential checked. */
final class NetworkIdentity {

  private static final int MAX_REPLY_BYTES = 16 * 1024;
  private static final int BIZ_SEQ_LENGTH = 32;
  private static final int CHECK_DIGITS = 4;

  /** One character for the name and one for the number: 0 is the same. */
  private static final String SAME = "00";

  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final PoliceConfig.NetworkIdentity config;
  private final UpstreamHttp http;
  private final SecureRandom random;
  private final EnvelopeCodec codec;

  NetworkIdentity(PoliceConfig.NetworkIdentity config, AdapterServices services) {
    this.config = config;
    this.http = services.http();
    this.random = services.random();
    this.codec =
        new EnvelopeCodec(
            config.orgCode(),
            Sm2Keys.privateKey(config.privateKey().reveal()),
            Sm2Keys.publicKey(config.upstreamPublicKey()),
            services.random(),
            services.clock());
  }

  /** What the person did in the app. */
  sealed interface AppAnswer {

    /** Not decided yet. */
    record Pending() implements AppAnswer {}

    /** A phone opened the code; its owner has not decided. */
    record Scanned() implements AppAnswer {}

    /** Agreed; whether the credential holds must be asked. */
    record Agreed(String idCardAuthData, String certPwdData) implements AppAnswer {
      /** Without the credential. */
      @Override
      public String toString() {
        return "Agreed[]";
      }
    }

    /** The person's doing. */
    record Refused(Reason reason) implements AppAnswer {}

    /** The service's doing, or our configuration's. */
    record Failure(Outcome.Unavailable outcome) implements AppAnswer {
      Failure(String diagnosis) {
        this(new Outcome.Unavailable(diagnosis));
      }
    }
  }

  /** What the service says of a credential. */
  sealed interface Verdict {

    /** It holds. */
    record Proven(NetworkProof proof) implements Verdict {}

    /** The person's doing. */
    record Refused(Reason reason) implements Verdict {}

    /** The service's doing, or our configuration's. */
    record Failure(Outcome.Unavailable outcome) implements Verdict {
      Failure(String diagnosis) {
        this(new Outcome.Unavailable(diagnosis));
      }
    }
  }

  /** A business number never used before: 28 letters and digits, and four digits. */
  String newBizSeq() {
    StringBuilder bizSeq = new StringBuilder(BIZ_SEQ_LENGTH);
    for (int i = 0; i < BIZ_SEQ_LENGTH - CHECK_DIGITS; i++) {
      bizSeq.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
    }
    for (int i = 0; i < CHECK_DIGITS; i++) {
      bizSeq.append(random.nextInt(10));
    }
    return bizSeq.toString();
  }

  /** The end of the business number, which the app shows to whoever is asked under it. */
  static String checkNumber(String bizSeq) {
    return bizSeq.substring(BIZ_SEQ_LENGTH - CHECK_DIGITS);
  }

  /**
   * What the QR code holds and what a phone opens.
   *
   * @param callback where the app brings its answer, on the same phone
   */
  URI appLink(String bizSeq, Optional<URI> callback) {
    String separator = config.appUri().getRawQuery() == null ? "?" : "&";
    return URI.create(
        config.appUri()
            + separator
            + "bizSeq="
            + bizSeq
            + "&orgID="
            + config.orgCode()
            + "&appID="
            + config.appId()
            + "&type="
            + switch (config.mode()) {
              case R01 -> "0";
              case R02 -> "1";
            }
            + callback
                .map(uri -> "&callback=" + URLEncoder.encode(uri.toString(), UTF_8))
                .orElse(""));
  }

  /** What the person did in the app. */
  AppAnswer appAnswer(String bizSeq, Instant deadline) {
    Map<String, String> data =
        Map.of("orgCode", config.orgCode(), "appId", config.appId(), "bizSeq", bizSeq);
    try {
      Received answer = call(config.resultEndpoint(), bizSeq, data, deadline);
      NetworkIdentityCode code = answer.code();
      return switch (code.kind()) {
        case GOOD -> agreed(answer.text("idCardAuthData"), answer.text("certPwdData"));
        case WAITING ->
            code == NetworkIdentityCode.SCANNED ? new AppAnswer.Scanned() : new AppAnswer.Pending();
        case CANCELLED -> new AppAnswer.Refused(Reason.CANCELLED);
        case PHONE -> new AppAnswer.Refused(Reason.APP_FAILED);
        case OURS, THEIRS -> new AppAnswer.Failure(answer.report());
      };
    } catch (IOException | Unbelievable failure) {
      return new AppAnswer.Failure(diagnosis(failure));
    }
  }

  /**
   * What the app brought to the call-back: not signed, so the service is asked about it. A code is
   * never the service's failure or ours: whoever can type an address could say so of us.
   */
  AppAnswer brought(Step.CallbackReceived came) {
    String raw = came.single("resultCode");
    NetworkIdentityCode code = raw.isEmpty() ? NetworkIdentityCode.OK : NetworkIdentityCode.of(raw);
    return switch (code.kind()) {
      case GOOD ->
          agreed(came.single("idCardAuthData"), came.single("certPwdData"))
                  instanceof AppAnswer.Agreed agreed
              ? agreed
              : new AppAnswer.Refused(Reason.APP_FAILED);
      case CANCELLED -> new AppAnswer.Refused(Reason.CANCELLED);
      case WAITING, PHONE, OURS, THEIRS -> new AppAnswer.Refused(Reason.APP_FAILED);
    };
  }

  private AppAnswer agreed(String credential, String password) {
    boolean complete =
        !credential.isBlank()
            && switch (config.mode()) {
              case R01 -> true;
              case R02 -> !password.isBlank();
            };
    return complete
        ? new AppAnswer.Agreed(credential, password)
        : new AppAnswer.Failure("network identity: app answer is incomplete");
  }

  /** Has the credential checked, and with it name and number; it can be used once. */
  Verdict verify(AppAsked asked, AppAnswer.Agreed agreed, AnswerChannel channel, Instant deadline) {
    String bizSeq = asked.bizSeq();
    Map<String, String> data =
        new TreeMap<>(
            Map.of(
                "orgCode", config.orgCode(),
                "appId", config.appId(),
                "appName", config.appName(),
                "bizSeq", bizSeq,
                "authMode", config.mode().name(),
                "idCardAuthData", agreed.idCardAuthData(),
                "certPwdData", agreed.certPwdData(),
                "photoEncData", ""));
    asked
        .elements()
        .ifPresent(each -> {
          data.put("name", each.name().asked());
          data.put("idNum", each.number().reveal());
        });
    try {
      Received answer = call(config.authEndpoint(), bizSeq, data, deadline);
      return answer.code() == NetworkIdentityCode.OK
          ? proven(asked, answer, channel)
          : config
              .verdicts()
              .flatMap(verdicts -> verdicts.reason(answer.text("resultCode")))
              .<Verdict>map(Verdict.Refused::new)
              .orElseGet(() -> new Verdict.Failure(unknown(answer, channel)));
    } catch (IOException | Unbelievable failure) {
      return new Verdict.Failure(diagnosis(failure));
    }
  }

  /** Of a credential that a browser brought, whoever typed it must not make an outage. */
  private static Outcome.Unavailable unknown(Received answer, AnswerChannel channel) {
    Outcome.Unavailable report = answer.report();
    return channel == AnswerChannel.FRONT_CHANNEL
        ? Outcome.Unavailable.ofThisPerson(report.diagnosis())
        : report;
  }

  private Verdict proven(AppAsked asked, Received answer, AnswerChannel channel) {
    if (!answer.text("authMode").equals(config.mode().name())) {
      return new Verdict.Failure("network identity: another mode than asked");
    }
    String result = answer.text("authResult");
    if (asked.elements().isPresent() && !result.equals(SAME)) {
      return result.matches("[0-9]{2}")
          ? new Verdict.Refused(Reason.MISMATCH)
          : new Verdict.Failure("network identity: name and number not compared");
    }
    String pid = answer.text("pid");
    return pid.matches("[A-Za-z0-9_+/=-]{8,128}")
        ? new Verdict.Proven(
            new NetworkProof(
                pid,
                answer.opened().time(),
                asked.bizSeq(),
                Sha256.hex(answer.body()),
                asked.elements(),
                channel))
        : new Verdict.Failure("network identity: no usable pid");
  }

  /** An answer that may be believed, and the bytes it came in. */
  private record Received(byte[] body, Opened opened) {

    String text(String name) {
      return opened.text(name);
    }

    NetworkIdentityCode code() {
      return NetworkIdentityCode.of(text("resultCode"));
    }

    /** That it is no answer, for operators. */
    Outcome.Unavailable report() {
      return code().unavailable(text("resultCode"));
    }
  }

  private Received call(URI endpoint, String bizSeq, Map<String, String> data, Instant deadline)
      throws IOException, Unbelievable {
    Sent sent = codec.seal(bizSeq, data);
    byte[] body = post(endpoint, sent, deadline);
    return new Received(body, codec.open(body, bizSeq, sent.nonce()));
  }

  private byte[] post(URI endpoint, Sent message, Instant deadline)
      throws IOException, Unbelievable {
    UpstreamHttp.Request request =
        new UpstreamHttp.Request(
            "POST",
            endpoint,
            Map.of("Content-Type", "application/json"),
            message.json(),
            MAX_REPLY_BYTES);
    UpstreamHttp.Response response = http.send(request, deadline);
    if (response.status() != 200) {
      throw new Unbelievable("HTTP " + response.status());
    }
    return response.body();
  }

  /** Messages of our own say nothing personal; those of a client might. */
  private static String diagnosis(Exception failure) {
    return "network identity: "
        + (failure instanceof Unbelievable
            ? String.valueOf(failure.getMessage())
            : "not reached, " + failure.getClass().getSimpleName());
  }
}
