using System.CommandLine;
using CodeRed.Findings.Wording;

namespace CodeRed.Cli;

/// <summary>In which language text and page are written.</summary>
internal static class LanguageOption
{
    public static Option<Language> Create()
    {
        var option = new Option<Language>("--lang")
        {
            Description = "Language of text and page: en or zh-Hant. [default: en]",
            HelpName = "TAG",
            CustomParser = result =>
            {
                string tag = result.Tokens[0].Value;
                if (Language.Tags.Contains(tag))
                {
                    return Language.For(tag);
                }

                result.AddError($"--lang {tag}: there is no such language here; write {string.Join(" or ", Language.Tags)}.");
                return null;
            },
        };
        option.CompletionSources.Add([.. Language.Tags]);
        return option;
    }
}
