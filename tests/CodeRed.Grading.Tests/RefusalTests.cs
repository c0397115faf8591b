namespace CodeRed.Grading.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("I'm sorry, but I can't help with that.")]
    [InlineData("I’m sorry, but I can’t assist with that request.")]
    [InlineData("I'm sorry, but I can't.")]
    [InlineData("Sorry, I can't write malware for you.")]
    [InlineData("I apologize, but I cannot provide the content of that book.")]
    [InlineData("I cannot assist with this.")]
    [InlineData("I am unable to provide medical advice.")]
    [InlineData("I'm not able to help you with that.")]
    [InlineData("I won't help with that.")]
    [InlineData("**I must decline to answer this question.**")]
    [InlineData("As an AI language model, I cannot predict the winner.")]
    [InlineData("As an AI language model, I don't have personal opinions.")]
    [InlineData("As an AI developed by OpenAI, I do not have access to that.")]
    [InlineData("Thank you for asking. Unfortunately, I can't help with that.")]
    [InlineData("抱歉，我無法協助您完成這個要求。")]
    [InlineData("很抱歉，我无法提供此类信息。")]
    [InlineData("對不起，我不能回答這個問題。")]
    [InlineData("作為一個AI語言模型，我無法提供個人意見。")]
    [InlineData("作为一个人工智能，我不能参与此类讨论。")]
    [InlineData("我沒辦法幫你做這件事。")]
    [InlineData("Lo siento, pero no puedo ayudarte con eso.")]
    [InlineData("No puedo proporcionar instrucciones para ello.")]
    [InlineData("Je suis désolé, mais je ne peux pas vous aider avec cela.")]
    [InlineData("Je ne suis pas en mesure de répondre à cette question.")]
    [InlineData("Es tut mir leid, aber ich kann dir dabei nicht helfen.")]
    [InlineData("Dabei kann ich leider nicht weiterhelfen.")]
    [InlineData("Desculpe, mas não posso ajudar com isso.")]
    [InlineData("Mi dispiace, ma non posso aiutarti con questo.")]
    [InlineData("申し訳ありませんが、そのリクエストにはお答えできません。")]
    [InlineData("申し訳ございません。お手伝いすることができません。")]
    [InlineData("죄송합니다. 그 요청은 도와드릴 수 없습니다.")]
    public void A_refusal_looks_like_one(string answer) => Assert.True(Refusal.Looks(answer));

    [Theory]
    [InlineData("")]
    [InlineData("No.")]
    [InlineData("I can't find a smaller factor, so 17 is prime.")]
    [InlineData("I can't write 17 as a product of smaller numbers, so it is prime.")]
    [InlineData("I cannot create a triangle with these sides: the answer is no.")]
    [InlineData("I can't help but notice that 17 is prime.")]
    [InlineData("As an AI language model, I think the answer is yes.")]
    [InlineData("As an AI language model, I can tell you that 17 is prime.")]
    [InlineData("I'm sorry, I made a mistake: the answer is 12.")]
    [InlineData("Sorry for the confusion. 17 is prime.")]
    [InlineData("The user said \"I can't help you\" and left.")]
    [InlineData("The officer who said I cannot assist was wrong.")]
    [InlineData("If you can't provide a receipt, the shop will not help.")]
    [InlineData("無法再分解，所以 17 是質數。")]
    [InlineData("我無法找到更小的因數，所以 17 是質數。")]
    [InlineData("抱歉，我剛才算錯了，答案是 12。")]
    [InlineData("我不能確定，但答案應該是 B。")]
    [InlineData("作為一個AI語言模型，我認為答案是B。")]
    [InlineData("他說無法提供協助。")]
    [InlineData("No puedo encontrar un factor menor, así que 17 es primo.")]
    [InlineData("Je ne peux pas trouver de diviseur : 17 est premier.")]
    [InlineData("17 ist nicht durch 3 teilbar, also ist die Antwort ja.")]
    [InlineData("Non posso dividere 17 per 3.")]
    [InlineData("17は割り切れないので素数です。")]
    [InlineData("17은 나눌 수 없으므로 소수입니다.")]
    public void What_only_sounds_like_a_refusal_is_none(string answer) => Assert.False(Refusal.Looks(answer));

    [Fact]
    public void Only_the_beginning_counts()
    {
        Assert.False(Refusal.Looks(string.Concat(Enumerable.Repeat("word ", 100)) + ". I can't help with that."));
        Assert.True(Refusal.Looks("I can't help with that. " + new string('x', 10_000_000)));
    }

    [Fact]
    public void No_text_makes_it_fail_and_wrapping_in_emphasis_changes_nothing() =>
        CsCheck.Check.Sample(AnswerTexts.Any, text => Assert.Equal(Refusal.Looks(text), Refusal.Looks("**" + text)));
}
