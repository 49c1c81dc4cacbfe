package cn.tongxing.adapter.police;

import cn.tongxing.adapter.police.EnvelopeCodec.Opened;
import cn.tongxing.adapter.police.EnvelopeCodec.Sent;
import cn.tongxing.adapter.police.EnvelopeCodec.Unbelievable;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.UpstreamHttp;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/** The national network identity: opens the app, fetches its answer, has the credential checked. */
final class NetworkIdentity {

  private static final int MAX_REPLY_BYTES = 16 * 1024;
  private static final int BIZ_SEQ_LENGTH = 32;
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

  /** What the service says. */
  sealed interface Answer {

    /** The person has not decided yet. */
    record Pending() implements Answer {}

    /** The person agreed in the app; whether the credential holds must be asked. */
    record Agreed(String idCardAuthData, String certPwdData) implements Answer {
      /** Without the credential. */
      @Override
      public String toString() {
        return "Agreed[]";
      }
    }

    /** The credential holds. */
    record Proven(NetworkProof proof) implements Answer {}

    /** The person's doing. */
    record Refused(Reason reason) implements Answer {}

    /** The service's doing. */
    record Failure(String diagnosis) implements Answer {}
  }

  /** A business number never used before: 32 letters and digits. */
  String newBizSeq() {
    StringBuilder bizSeq = new StringBuilder(BIZ_SEQ_LENGTH);
    for (int i = 0; i < BIZ_SEQ_LENGTH; i++) {
      bizSeq.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
    }
    return bizSeq.toString();
  }

  /** What the QR code holds and what a phone opens. */
  URI appLink(String bizSeq) {
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
            });
  }

  /** What the person did in the app. */
  Answer appAnswer(String bizSeq, Instant deadline) {
    Map<String, String> data =
        Map.of("orgCode", config.orgCode(), "appId", config.appId(), "bizSeq", bizSeq);
    try {
      Opened answer = call(config.resultEndpoint(), bizSeq, data, deadline);
      if (!NetworkIdentityCode.of(answer.text("resultCode")).equals(NetworkIdentityCode.OK)) {
        return notOk(answer);
      }
      String credential = answer.text("idCardAuthData");
      String password = answer.text("certPwdData");
      boolean complete =
          !credential.isBlank()
              && switch (config.mode()) {
                case R01 -> true;
                case R02 -> !password.isBlank();
              };
      return complete
          ? new Answer.Agreed(credential, password)
          : new Answer.Failure("network identity: app answer is incomplete");
    } catch (IOException | Unbelievable failure) {
      return failure(failure);
    }
  }

  /** Has the credential checked; it can be used once. */
  Answer verify(String bizSeq, Answer.Agreed agreed, Instant deadline) {
    Map<String, String> data =
        Map.of(
            "orgCode", config.orgCode(),
            "appId", config.appId(),
            "appName", config.appName(),
            "bizSeq", bizSeq,
            "authMode", config.mode().name(),
            "idCardAuthData", agreed.idCardAuthData(),
            "certPwdData", agreed.certPwdData(),
            "photoEncData", "");
    try {
      Sent sent = codec.seal(bizSeq, data);
      byte[] body = post(config.authEndpoint(), sent, deadline);
      Opened answer = codec.open(body, bizSeq, sent.nonce());
      if (!NetworkIdentityCode.of(answer.text("resultCode")).equals(NetworkIdentityCode.OK)) {
        return notOk(answer);
      }
      if (!answer.text("authMode").equals(config.mode().name())) {
        return new Answer.Failure("network identity: another mode than asked");
      }
      String pid = answer.text("pid");
      return pid.matches("[A-Za-z0-9_+/=-]{8,128}")
          ? new Answer.Proven(new NetworkProof(pid, answer.time(), bizSeq, Sha256.hex(body)))
          : new Answer.Failure("network identity: no usable pid");
    } catch (IOException | Unbelievable failure) {
      return failure(failure);
    }
  }

  private Opened call(URI endpoint, String bizSeq, Map<String, String> data, Instant deadline)
      throws IOException, Unbelievable {
    Sent sent = codec.seal(bizSeq, data);
    return codec.open(post(endpoint, sent, deadline), bizSeq, sent.nonce());
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

  private static Answer notOk(Opened answer) {
    return switch (NetworkIdentityCode.of(answer.text("resultCode"))) {
      case PENDING -> new Answer.Pending();
      case CANCELLED -> new Answer.Refused(Reason.CANCELLED);
      case CREDENTIAL_INVALID -> new Answer.Refused(Reason.NOT_AUTHENTIC);
      case CREDENTIAL_EXPIRED -> new Answer.Refused(Reason.EXPIRED);
      case PASSWORD_WRONG -> new Answer.Refused(Reason.MISMATCH);
      case NOT_USABLE -> new Answer.Refused(Reason.DOCUMENT_NOT_USABLE);
      case OK, UNKNOWN ->
          new Answer.Failure("network identity reports " + printable(answer.text("resultCode")));
    };
  }

  private static String printable(String code) {
    return code.matches("[A-Z]\\d{7}") ? code : "an unknown code";
  }

  /** Messages of our own say nothing personal; those of a client might. */
  private static Answer failure(Exception failure) {
    String why =
        failure instanceof Unbelievable
            ? String.valueOf(failure.getMessage())
            : "not reached, " + failure.getClass().getSimpleName();
    return new Answer.Failure("network identity: " + why);
  }
}
