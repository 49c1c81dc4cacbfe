package cn.tongxing.idp.proofing;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one may try ({@code idp.limits.*}); the table in {@code docs/protocol/sign-in.md} says
 * what each is for. Addresses count by /24 (IPv4) and /48 (IPv6).
 *
 * @param beginningsPerMinute sign-ins that one address, or /48 of IPv6, may begin at one node; many
 *     people may stand behind one address
 */
@ConfigurationProperties("idp.limits")
public record LimitSettings(
    @DefaultValue Sms sms,
    @DefaultValue Code code,
    @DefaultValue Password password,
    @DefaultValue RealName realName,
    @DefaultValue Capture capture,
    @DefaultValue Kiosk kiosk,
    @DefaultValue Desk desk,
    @DefaultValue("300") int beginningsPerMinute) {

  public LimitSettings {
    positive("beginnings", beginningsPerMinute);
  }

  /**
   * Sending of codes.
   *
   * @param prefixPerHour codes to numbers that begin alike before every network is held short
   * @param pressedPrefixAddressPerHour what each network may then still have sent there, counted
   *     from before: whoever used the prefix up is out, whoever did not goes on
   * @param allPerDay the ceiling of cost; the last twentieth of it is not for strangers
   * @param knownPlacePerDay codes to a number asked for where its person has signed in before,
   *     which strangers cannot use up; then what is left of theirs
   */
  public record Sms(
      @DefaultValue("60s") Duration pause,
      @DefaultValue("5") int numberPerHour,
      @DefaultValue("10") int numberPerDay,
      @DefaultValue("60") int addressPerHour,
      @DefaultValue("300") int addressPerDay,
      @DefaultValue("10") int devicePerDay,
      @DefaultValue("2000") int prefixPerHour,
      @DefaultValue("10") int pressedPrefixAddressPerHour,
      @DefaultValue("200000") int allPerDay,
      @DefaultValue("3") int knownPlacePerDay) {
    public Sms {
      positive("sms", knownPlacePerDay);
      positive("sms", numberPerHour, numberPerDay, addressPerHour, addressPerDay);
      positive("sms", devicePerDay, prefixPerHour, pressedPrefixAddressPerHour, allPerDay);
    }

    /** All but a twentieth, which is for those who signed in before where they are. */
    public int strangersPerDay() {
      return allPerDay - allPerDay / 20;
    }
  }

  /**
   * Entering of codes.
   *
   * @param wrongDocumentsPerNumberAndDay wrong ends of a document number after a code to one phone
   */
  public record Code(
      @DefaultValue("5m") Duration lifetime,
      @DefaultValue("5") int wrongPerCode,
      @DefaultValue("10") int wrongPerNumberAndDay,
      @DefaultValue("3") int wrongDocumentsPerNumberAndDay) {
    public Code {
      positive("code", wrongPerCode, wrongPerNumberAndDay, wrongDocumentsPerNumberAndDay);
      if (lifetime.compareTo(Duration.ofMinutes(10)) > 0) {
        throw new IllegalArgumentException("idp.limits.code.lifetime: at most 10 minutes");
      }
    }
  }

  /**
   * Passwords.
   *
   * @param accountAtOnce wrong ones of one account before the soft delay
   * @param delay the soft delay
   * @param wrongWithoutProof wrong ones of one account, ever, before it must be proven another way
   */
  public record Password(
      @DefaultValue("5") int accountAtOnce,
      @DefaultValue("5m") Duration delay,
      @DefaultValue("100") int wrongWithoutProof,
      @DefaultValue("200") int addressPerHour) {
    public Password {
      positive("password", accountAtOnce, wrongWithoutProof, addressPerHour);
      if (wrongWithoutProof > 100) {
        throw new IllegalArgumentException("idp.limits.password.wrong-without-proof: at most 100");
      }
    }
  }

  /** Comparisons of name and number with an authority that did not match. */
  public record RealName(
      @DefaultValue("3") int documentPerDay,
      @DefaultValue("5") int numberPerDay,
      @DefaultValue("10") int devicePerDay,
      @DefaultValue("100") int addressPerDay) {
    public RealName {
      positive("real-name", documentPerDay, numberPerDay, devicePerDay, addressPerDay);
    }
  }

  /**
   * Uploads of a camera's pictures that came to no adapter: broken off, broken, or of no use. One
   * is at most 4 MiB. For which nobody had time counts nowhere.
   *
   * @param perChallenge before whoever is filmed has to begin anew
   * @param allDevicePerHour uploads of one browser in all, also those that an adapter has judged
   * @param allAddressPerHour uploads of one network in all, also those that an adapter has judged
   */
  public record Capture(
      @DefaultValue("8") int perChallenge,
      @DefaultValue("40") int devicePerHour,
      @DefaultValue("400") int addressPerHour,
      @DefaultValue("100") int allDevicePerHour,
      @DefaultValue("2000") int allAddressPerHour) {
    public Capture {
      positive("capture", perChallenge, devicePerHour, addressPerHour);
      positive("capture", allDevicePerHour, allAddressPerHour);
    }
  }

  /**
   * A self-service machine with a key, in place of what browsers and networks have; numbers,
   * accounts and documents keep their own limits.
   *
   * @param capturesPerHour uploads of a camera's pictures that came to no adapter
   * @param allCapturesPerHour uploads of a camera's pictures in all
   */
  public record Kiosk(
      @DefaultValue("500") int smsPerDay,
      @DefaultValue("200") int passwordsPerHour,
      @DefaultValue("500") int realNamePerDay,
      @DefaultValue("400") int capturesPerHour,
      @DefaultValue("1000") int allCapturesPerHour) {
    public Kiosk {
      positive("kiosk", smsPerDay, passwordsPerHour, realNamePerDay, capturesPerHour);
      positive("kiosk", allCapturesPerHour);
    }
  }

  /**
   * A member of staff who proves others at a counter, in place of what browsers and networks have;
   * numbers, accounts and documents keep their own limits.
   *
   * @param realNamePerDay comparisons that failed; and, counted by themselves, as many uploads of
   *     pictures that came to nothing
   * @param allCapturesPerDay uploads of a camera's pictures in all; several belong to one person
   */
  public record Desk(
      @DefaultValue("300") int smsPerDay,
      @DefaultValue("300") int realNamePerDay,
      @DefaultValue("2400") int allCapturesPerDay) {
    public Desk {
      positive("desk", smsPerDay, realNamePerDay, allCapturesPerDay);
    }
  }

  private static void positive(String group, int... limits) {
    for (int limit : limits) {
      if (limit < 1) {
        throw new IllegalArgumentException("idp.limits." + group + ": every limit is at least 1");
      }
    }
  }
}
