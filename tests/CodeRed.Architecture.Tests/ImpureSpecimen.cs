using System.Diagnostics;
using System.Security.Cryptography;

namespace CodeRed.Architecture.Tests;

/// <summary>Never run. It does everything that a pure project must not, so that the tests can show that they would find it.</summary>
internal static class ImpureSpecimen
{
    public static IEnumerable<object?> Everything()
    {
        yield return DateTime.Now;
        yield return DateTime.UtcNow;
        yield return DateTime.Today;
        yield return DateTimeOffset.Now;
        yield return DateTimeOffset.UtcNow;
        yield return Random.Shared;
        yield return new Random();
        yield return Guid.NewGuid();
        yield return Guid.CreateVersion7();
        yield return TimeProvider.System;
        yield return Stopwatch.GetTimestamp();
        yield return RandomNumberGenerator.GetInt32(2);
        yield return Environment.GetEnvironmentVariable("HOME");
        yield return File.Exists("file");
        yield return Directory.Exists("folder");
        yield return new FileStream("file", FileMode.Open);
        yield return new StreamReader("file");
        yield return new HttpClient();
        Console.WriteLine();
    }
}
